/** Gives a test an empty database of its own. */

import { randomBytes } from 'node:crypto'

import { Client } from 'pg'

import { clusterUrl } from './cluster.js'

/** A database that belongs to one test file. */
export interface TestDatabase {
  /** The superuser's connection string. */
  readonly url: string
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>
}

/**
 * Creates an empty database in the tests' cluster.
 *
 * @param name a hint that shows in the database's name, such as the package under test
 */
export async function testDatabase(name = 'test'): Promise<TestDatabase> {
  const cluster = await clusterUrl()
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 40)
  const database = `${readable}_${randomBytes(6).toString('hex')}`
  await execute(cluster, `create database "${database}"`)
  const url = new URL(cluster)
  url.pathname = `/${database}`
  return {
    url: url.href,
    drop: () => execute(cluster, `drop database if exists "${database}" with (force)`),
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
