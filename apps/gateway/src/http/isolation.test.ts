import { world } from '@wattline/billing/testing'

import { buildGatewaySchema } from '../engine/schema.js'
import { type Furnished, furnish } from '../testing/furnish.js'
import { type Answer, type TestGateway, testGateway } from '../testing/test-gateway.js'
import type { Asked, Mutations, Queries } from './isolation/asked.js'
import { backtestMutations, backtestQueries } from './isolation/backtest-cases.js'
import { coreMutations } from './isolation/core-mutations.js'
import { coreQueries } from './isolation/core-queries.js'
import { factMutations, factQueries } from './isolation/fact-cases.js'
import { failureMutations, failureQueries } from './isolation/failure-cases.js'
import { pluginMutations, pluginQueries } from './isolation/plugin-cases.js'
import { priceListMutations, priceListQueries } from './isolation/price-list-cases.js'

let t: TestGateway
let ours: Furnished
let theirs: Furnished

beforeAll(async () => {
  t = await testGateway()
  ours = await furnish(t.core, await world(t.core))
  theirs = await furnish(t.core, await world(t.core))
})
afterAll(() => t.close())

/** A feature adds its cases in a file of its own. */
const queries: Queries = {
  ...coreQueries,
  ...factQueries,
  ...pluginQueries,
  ...priceListQueries,
  ...backtestQueries,
  ...failureQueries,
}
const mutations: Mutations = {
  ...coreMutations,
  ...factMutations,
  ...pluginMutations,
  ...priceListMutations,
  ...backtestMutations,
  ...failureMutations,
}

const schema = buildGatewaySchema()
const fieldsOf = (type: 'query' | 'mutation') =>
  Object.keys(schema.getRootType(type as never)?.getFields() ?? {})

test('every query and every mutation has its case here', () => {
  expect(Object.keys(queries).sort()).toEqual(fieldsOf('query').sort())
  expect(Object.keys(mutations).sort()).toEqual(fieldsOf('mutation').sort())
})

function query(secret: string, { field, id }: Asked): Promise<Answer> {
  return t.ask(secret, `query${id ? '($id: ID!)' : ''} { ${field} }`, id ? { id } : {})
}

function mutate(secret: string, name: string, of: Furnished): Promise<Answer> {
  const { input, select } = (mutations[name] as (typeof mutations)[string])(of)
  const type = schema.getMutationType()?.getFields()[name]?.args[0]?.type
  return t.ask(secret, `mutation($input: ${type}) { ${name}(input: $input) ${select} }`, {
    input: { ...input, idempotencyKey: t.core.newId() },
  })
}

/** Every id there is of the operator's, and the ids of things that only belong to it. */
async function idsOf({ world: { operatorId } }: Furnished): Promise<string[]> {
  const tables = ['quote', 'session', 'invoice', 'refund', 'payment', 'location', 'connector']
  const more = ['tariff_version', 'price_list', 'partner', 'api_key', 'driver', 'meter_reading']
  const plugins = ['plugin_version', 'plugin_publication', 'backtest', 'price_list_assignment']
  const facts = ['membership', 'coupon', 'price_series', 'notice', 'plugin_suspension', 'mending']
  const ids = await Promise.all(
    [...tables, ...more, ...plugins, ...facts].map(table =>
      t.core.owner.query<{ id: string }[]>(`select id from ${table} where operator_id = $1`, [
        operatorId,
      ]),
    ),
  )
  return [operatorId, ...ids.flat().map(({ id }) => id)]
}

/** How much is stored of the operator's, table by table, with what can change in place. */
async function stateOf({ world: { operatorId } }: Furnished): Promise<unknown> {
  return t.core.owner.query(
    `select (select count(*) from idempotency_key where operator_id = $1) as keys,
            (select count(*) from outbox where operator_id = $1) as outbox,
            (select count(*) from plugin_publication where operator_id = $1) as publications,
            (select jsonb_agg(s order by s.id) from session s where operator_id = $1) as sessions,
            (select jsonb_agg(r order by r.id) from refund r where operator_id = $1) as refunds,
            (select jsonb_agg(p order by p.id) from payment p where operator_id = $1) as payments,
            (select jsonb_agg(o) from operator o where id = $1) as operators,
            (select jsonb_agg(u) from plugin_suspension u where operator_id = $1) as suspensions,
            (select jsonb_agg(m order by m.id) from mending m where operator_id = $1) as mendings,
            (select jsonb_agg(b order by b.id) from backtest b where operator_id = $1) as backtests,
            (select jsonb_agg(k order by k.id) from api_key k where operator_id = $1) as api_keys`,
    [operatorId],
  )
}

test.each(Object.keys(queries))('query %s shows nothing of another operator’s', async name => {
  const ask = queries[name] as (typeof queries)[string]
  const answer = await query(ours.world.secrets.operator, ask(theirs))
  expect(['NOT_FOUND', undefined]).toContain(answer.code)
  // Nor does an error's text give away what exists: it says no more than what was asked.
  const shown = JSON.stringify(answer.data)
  for (const id of await idsOf(theirs)) expect(shown).not.toContain(id)
})

test.each(Object.keys(queries))('query %s shows an operator its own', async name => {
  const ask = queries[name] as (typeof queries)[string]
  const answer = await query(theirs.world.secrets.operator, ask(theirs))
  expect(answer.errors).toEqual([])
  const shown = JSON.stringify(answer.data)
  // A bill names no ids: that it is there at all is all there is to see.
  if (name === 'whatIf') return expect(answer.data?.whatIf).toMatchObject({ actual: {} })
  expect((await idsOf(theirs)).some(id => shown.includes(id))).toBe(true)
})

test.each(Object.keys(mutations))('mutation %s cannot reach another operator’s', async name => {
  const before = await stateOf(theirs)
  const answer = await mutate(ours.world.secrets.operator, name, theirs)
  expect(answer.code).toBe('NOT_FOUND')
  expect(answer.data).toBeNull()
  expect(await stateOf(theirs)).toEqual(before)
})

test.each(Object.keys(mutations))('mutation %s finds what is the operator’s own', async name => {
  const answer = await mutate(theirs.world.secrets.operator, name, theirs)
  expect(answer.code).not.toBe('NOT_FOUND')
  expect(answer.code).not.toBe('INTERNAL')
})

test('an id of no form at all and an unknown one are told apart from nothing', async () => {
  const ask = (id: string) =>
    query(ours.world.secrets.operator, { field: 'session(id: $id) { id }', id })
  const [odd, unknown, foreign] = await Promise.all([
    ask("'; drop table session"),
    ask('00000000-0000-7000-8000-000000000000'),
    ask(theirs.activeSessionId),
  ])
  for (const answer of [odd, unknown, foreign]) {
    expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND', data: { session: null } })
    expect(answer.errors[0]?.message).toBe(odd.errors[0]?.message)
  }
})

test('cross-request batches keep scopes apart, also when both ask in the same turn', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const [mine, other] = index % 2 ? [ours, theirs] : [theirs, ours]
      return t.ask(
        mine.world.secrets.partner,
        'query($a: ID!, $b: ID!) { a: invoice(id: $a) { id } b: invoice(id: $b) { id } }',
        { a: mine.invoiceId, b: other.invoiceId },
      )
    }),
  )
  answers.forEach((answer, index) => {
    const mine = index % 2 ? ours : theirs
    expect(answer.data).toEqual({ a: { id: mine.invoiceId }, b: null })
  })
})
