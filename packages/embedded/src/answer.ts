/** Asks a port whether the server of one particular data directory answers there. */

import { Client, DatabaseError } from 'pg'

/** `other` is a program that is not our server; `starting` is ours, not ready yet or going down. */
export type Answer = 'yes' | 'starting' | 'other' | 'none'

/** A server as it would be reached. */
export interface Address {
  readonly port: number
  readonly password: string
  /** A server that serves another directory is not the one asked for. */
  readonly dataDirectory: string
}

export const superuser = 'wattline'

/** The connection string of the superuser to one database of a server. */
export function urlOf(at: { port: number; password: string }, database: string): string {
  return `postgres://${superuser}:${at.password}@127.0.0.1:${at.port}/${database}`
}

/** What listens at an address. Readiness is an answered query, never a line in a log. */
export async function askServer(at: Address): Promise<Answer> {
  try {
    const rows = await query(urlOf(at, 'postgres'), 'show data_directory')
    return rows[0]?.data_directory === at.dataDirectory ? 'yes' : 'other'
  } catch (fault) {
    if (!(fault instanceof DatabaseError)) {
      return (fault as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? 'none' : 'other'
    }
    // 57P03 cannot_connect_now: starting up, recovering or shutting down.
    return fault.code === '57P03' ? 'starting' : 'other'
  }
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {}) // A server going down ends idle connections; the query says so.
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}
