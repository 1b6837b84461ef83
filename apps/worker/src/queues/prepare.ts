/** Brings the queues' schema to BullMQ's version and lets the worker's role use it. */

import {
  assertSchemaCompatibility,
  DEFAULT_SCHEMA,
  LATEST_SCHEMA_VERSION,
  runMigrations,
  SchemaMigrationRequiredError,
} from 'bullmq'
import pg from 'pg'

// The worker makes one sequence per queue at its first job, hence `create` on the schema.
const grants = (schema: string): string => `
  grant usage, create on schema ${schema} to wattline_worker;
  grant select, insert, update, delete on all tables in schema ${schema} to wattline_worker;
  grant usage, select, update on all sequences in schema ${schema} to wattline_worker;
  grant execute on all functions in schema ${schema} to wattline_worker`

/** Runs as an owner who may create schemas, after the roles exist. Safe to repeat. */
export async function prepareQueues(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async client => {
    await runMigrations(client, DEFAULT_SCHEMA)
    await client.query('begin')
    // Two starters at once would change the same rows of the catalogue.
    await client.query(`select pg_advisory_xact_lock(hashtext('wattline queue grants'))`)
    await client.query(grants(DEFAULT_SCHEMA))
    await client.query('commit')
  })
}

/**
 * Leaves a schema of today's version alone, and makes or mends any other where the login may.
 *
 * @throws Error that says what to do when it may not
 */
export async function prepareOwnQueues(url: string): Promise<void> {
  if (await withClient(url, isPrepared)) return
  try {
    await prepareQueues(url)
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault)
    throw new Error(
      `The queues are not prepared (schema ${DEFAULT_SCHEMA}), and this login may not do it: ${why}. ` +
        'Run prepareQueues once as the database’s owner.',
    )
  }
}

async function isPrepared(client: pg.Client): Promise<boolean> {
  try {
    return (await assertSchemaCompatibility(client, DEFAULT_SCHEMA)) >= LATEST_SCHEMA_VERSION
  } catch (fault) {
    if (fault instanceof SchemaMigrationRequiredError) return false
    throw fault
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'wattline-migrate' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
