/** The entities agree with the migrations: TypeORM would change nothing but what is named here. */

import { DataSource } from 'typeorm'

import { entities } from './entities.js'
import { testCore } from './testing/test-core.js'

/** What TypeORM cannot say, and would therefore drop; each is guarded by a test of its own. */
const beyondTypeOrm = [
  // `unique nulls not distinct`
  '"price_list_assignment_unambiguous"',
  // Compound keys of the book, kept for their foreign keys.
  '"ledger_account_currency"',
  '"journal_entry_operator"',
  // A default that is an expression: it would be dropped and set again, the same.
  '"ledger_account" ALTER COLUMN "id"',
  '"posting" ALTER COLUMN "id"',
  '"journal_entry" ALTER COLUMN "written_in"',
]

test('a migrated database is what the entities say', async () => {
  const core = await testCore()
  try {
    const source = new DataSource({ type: 'postgres', url: core.urls.ownerUrl, entities })
    await source.initialize()
    const { upQueries } = await source.driver.createSchemaBuilder().log()
    // Foreign keys are told by the migrations alone: entities name ids, not relations, across
    // aggregates.
    const foreignKeys = await source.query<{ name: string }[]>(
      `select conname as name from pg_constraint where contype = 'f'`,
    )
    await source.destroy()
    const known = [...beyondTypeOrm, ...foreignKeys.map(({ name }) => `"${name}"`)]
    const changes = upQueries
      .map(({ query }) => query)
      .filter(query => !known.some(part => query.includes(part)))
    expect(changes).toEqual([])
  } finally {
    await core.close()
  }
})
