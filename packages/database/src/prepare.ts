/** Brings a database to today's schema and gives the two services their logins. */

import pg from 'pg'
import { DataSource } from 'typeorm'

import { migrations } from './migrations/index.js'

export interface DatabaseUrls {
  /** Migrations and queue set-up only. */
  readonly ownerUrl: string
  readonly gatewayUrl: string
  readonly workerUrl: string
}

export interface PrepareOptions {
  /** A role that may create tables and roles. */
  readonly adminUrl: string
  readonly passwords: { readonly gateway: string; readonly worker: string }
}

/** Runs the migrations that are missing, forward only; returns their names. */
export async function migrate(adminUrl: string): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: adminUrl,
    migrations,
    migrationsTableName: 'schema_step',
    migrationsTransactionMode: 'each',
    applicationName: 'wattline-migrate',
    // The connection that holds the lock must not be closed for idling.
    extra: { idleTimeoutMillis: 0 },
  })
  await source.initialize()
  try {
    // Two starters on one database take turns.
    await source.query(`select pg_advisory_lock(hashtext('wattline migrations'))`)
    const done = await source.runMigrations()
    return done.map(step => step.name)
  } finally {
    await source.destroy()
  }
}

/**
 * Migrates, then lets the gateway's and the worker's role log in with the given passwords. Safe to
 * repeat.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<DatabaseUrls> {
  await migrate(options.adminUrl)
  const client = new pg.Client({
    connectionString: options.adminUrl,
    application_name: 'wattline-migrate',
  })
  await client.connect()
  try {
    const database = client.escapeIdentifier(
      new URL(options.adminUrl).pathname.slice(1) || 'postgres',
    )
    for (const role of ['gateway', 'worker'] as const) {
      const name = client.escapeIdentifier(`wattline_${role}`)
      const password = client.escapeLiteral(options.passwords[role])
      await persist(() => client.query(`alter role ${name} login password ${password}`))
      await persist(() => client.query(`grant connect on database ${database} to ${name}`))
    }
  } finally {
    await client.end()
  }
  return {
    ownerUrl: options.adminUrl,
    gatewayUrl: withLogin(options.adminUrl, 'wattline_gateway', options.passwords.gateway),
    workerUrl: withLogin(options.adminUrl, 'wattline_worker', options.passwords.worker),
  }
}

/**
 * Roles belong to the cluster: another database's preparation may touch the same row at the same
 * time.
 */
async function persist(change: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await change()
      return
    } catch (error) {
      const concurrent = error instanceof Error && error.message.includes('concurrently updated')
      if (!concurrent || attempt === 10) throw error
    }
  }
}

function withLogin(adminUrl: string, user: string, password: string): string {
  const url = new URL(adminUrl)
  url.username = user
  url.password = encodeURIComponent(password)
  return url.href
}
