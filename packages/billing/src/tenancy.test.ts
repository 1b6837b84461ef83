/**
 * Tenancy holds in the database itself: no scope, no rows; a foreign scope, no writes; no way past
 * it.
 */

import { assertBoundByTenancy, inScope } from '@wattline/database'

import { type TestCore, testCore } from './testing/test-core.js'
import { type World, world } from './testing/world.js'

let core: TestCore
let a: World
let b: World
let tables: string[]
beforeAll(async () => {
  core = await testCore()
  a = await world(core)
  b = await world(core)
  const rows = await core.owner.query<{ name: string }[]>(
    `select c.relname as name from pg_class c join pg_attribute t on t.attrelid = c.oid
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
       and t.attname = 'operator_id'`,
  )
  tables = rows.map(({ name }) => name)
})
afterAll(() => core.close())

test('every table with an operator has row-level security, forced on its owner too', async () => {
  expect(tables.length).toBeGreaterThan(25)
  const open = await core.owner.query(
    `select relname from pg_class
     where relname = any($1) and not (relrowsecurity and relforcerowsecurity)`,
    [tables],
  )
  expect(open).toEqual([])
})

test('without a scope, and in another’s, not one row is seen', async () => {
  const readable = tables.filter(table => table !== 'outbox')
  for (const table of readable) {
    const [none] = await core.gateway.query(`select count(*)::int as n from "${table}"`)
    expect([table, none.n]).toEqual([table, 0])
    const foreign = await inScope(core.gateway, [b.operatorId], tx =>
      tx.query(`select count(*)::int as n from "${table}" where operator_id = $1`, [a.operatorId]),
    )
    expect([table, foreign[0].n]).toEqual([table, 0])
  }
})

test('a row for another operator cannot be written', async () => {
  const write = inScope(core.gateway, [b.operatorId], tx =>
    tx.query(
      'insert into driver (id, operator_id, created_at) values (gen_random_uuid(), $1, now())',
      [a.operatorId],
    ),
  )
  await expect(write).rejects.toThrow(/row-level security/)
})

test('the scope ends with its transaction', async () => {
  await inScope(core.gateway, [a.operatorId], tx => tx.query('select 1'))
  const rows = await core.gateway.query('select * from driver')
  expect(rows).toEqual([])
})

test('neither service can see past tenancy, and the owner is refused at boot', async () => {
  await assertBoundByTenancy(core.gateway)
  await assertBoundByTenancy(core.db)
  await expect(assertBoundByTenancy(core.owner)).rejects.toThrow(/wattline_gateway/)
})
