import { type TestCore, testCore, world } from '@wattline/billing/testing'
import { type ExecutionResult, parse, validate } from 'graphql'

import { openKeyring } from '../access/keyring.js'
import { listenForChanges } from '../changes/changes.js'
import { loadersBy } from '../loading/loaders.js'
import { type Furnished, furnish } from '../testing/furnish.js'
import type { GatewayContext } from './context.js'
import { createEngine, type Engine } from './engine.js'
import { buildGatewaySchema } from './schema.js'

let core: TestCore
let f: Furnished
let context: GatewayContext
let close: () => Promise<void>

beforeAll(async () => {
  core = await testCore()
  f = await furnish(core, await world(core))
  const changes = await listenForChanges({ databaseUrl: core.urls.gatewayUrl })
  close = () => changes.close()
  const services = {
    core: { ...core, db: core.gateway },
    keyring: openKeyring(core.gateway, () => 0),
    changes,
    allowLocalNotices: false,
    loadersFor: loadersBy(core.gateway),
  }
  const authority = f.world.operator
  context = { services, authority, reauthorise: async () => authority }
})
afterAll(async () => {
  await close()
  await core.close()
})

const schema = buildGatewaySchema()
const report = () => 'an id'
const plain = createEngine({ schema, report, compiles: false })
const compiling = createEngine({ schema, report })

async function answer(engine: Engine, query: string, variables: object): Promise<ExecutionResult> {
  const document = engine.read(query)
  if (!('kind' in document)) throw document[0]
  return engine.execute({ document, variables: { ...variables }, context })
}

/** Often enough that the last answer is the compiled one. */
async function compiled(query: string, variables: object): Promise<ExecutionResult> {
  for (let use = 0; use < 4; use += 1) await answer(compiling, query, variables)
  return answer(compiling, query, variables)
}

const wholeInvoice = `
  number kind paymentRoute issuedAt gross { amount currency } net { amount } vat { amount }
  taxes { vatPercent net { amount } vat { amount } gross { amount } }
  lines {
    position component label quantity unit unitPrice vatPercent taxSide amount { amount currency }
    plugin { id version hash }
    explanation { sentence tariffId elementIndex why step { sizeBy added } reasons { restriction wanted { from } found }
      periods { from to quantity meter { fromKwh toKwh } } }
    inGerman: explanation(language: DE) { sentence why }
  }
  proof { inputsHash readings readingCount energySource tariff priceList plugins { id } timeZone engine }
  partner { name } creditNotes { number } payments { state captured { amount } } refunds { state cause }`

const questions: Readonly<Record<string, string>> = {
  'an invoice whole': `query($invoice: ID!) { invoice(id: $invoice) { ${wholeInvoice} sessions { id state } } }`,
  'a session whole': `query($session: ID!) { session(id: $session) {
    state source startedAt endedAt timeZone energyKwh energySource needsReview trouble { code } recordedFee { amount }
    cost { isFinal gross { amount } lines { amount { amount } } taxes { vatPercent } warnings plugins { outcome } }
    readings { measuredAt receivedAt registerKwh source activity } irregularities { code action detail }
    connector { id powerType maxPowerW location { name timeZone connectors { id } } } location { city }
    quote { id } invoice { ${wholeInvoice} } payments { state asked { amount } } } }`,
  'a running session': `query($active: ID!) { session(id: $active) { state endedAt invoice { id } cost { isFinal gross { amount } } } }`,
  'aliases, fragments and directives': `query($invoice: ID!, $yes: Boolean = true) {
    one: invoice(id: $invoice) { ...Sums number @skip(if: $yes) }
    two: invoice(id: $invoice) { ... on Invoice @include(if: $yes) { __typename id } gross { ...Of } }
  } fragment Sums on Invoice { gross { ...Of } vat { ...Of } } fragment Of on Money { amount }`,
  'one field refused beside others': `query($unknown: ID!, $invoice: ID!) {
    me { role operators { name refundPolicy } partner { id } }
    session(id: $unknown) { id } invoice(id: $invoice) { id } }`,
  'pages with filters': `query($first: Int, $states: [SessionState!]) {
    sessions(first: $first, filter: { states: $states, startedFrom: "2026-01-01T00:00:00Z" }) {
      edges { cursor node { id state } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
    refunds(filter: { states: [CLAIMED], cause: GOODWILL }) {
      edges { node { id asked { amount } findings { code } } } } }`,
  'required variables with a default': `query($size: Int! = 1) { sessions(first: $size) { edges { node { id } } } }`,
  'a list given as one value': `query($state: SessionState!) {
    sessions(filter: { states: [$state] }) { edges { node { state } } } }`,
  'faulty arguments': `{ sessions(first: 1000) { edges { cursor } } }`,
  'what the schema is': `{ __schema { queryType { name fields { name } } } __type(name: "Money") { kind } }`,
  'a refused write': `mutation($unknown: ID!) {
    stopSession(input: {
      sessionId: $unknown, endedAt: "2026-03-02T10:00:00Z", idempotencyKey: "x"
    }) { session { id } } }`,
  'a write with its answer stored': `mutation($invoice: ID!, $connector: ID!) {
    quote(input: { connectorId: $connector, startAt: "2026-03-02T11:00:00Z", minutes: 30, energyKwh: "10", idempotencyKey: "same" }) {
      quote { id minutes energyKwh driverId hold { amount } cap { amount } pricePerKwh promise { document }
      prices { order components { kind unit gross when } } bill { gross { amount } isFinal } connector { id } } }
    requestRefund(input: { invoiceId: $invoice, cause: FAULT, amount: { amount: "999", currency: "EUR" }, idempotencyKey: "y" }) {
      refund { id } } }`,
  'a write by variables': `mutation($input: QuoteInput!) {
    quote(input: $input) {
      quote { id startAt energyKwh bill { gross { amount } lines { quantity } } } } }`,
  'the book': `{ trialBalance { currency debit { amount } credit { amount } accounts { code balance { amount } } } }`,
  prices: `{ priceLists { edges { node { name cap { amount } leastHold { amount } plugins { onFailure } assignments { startsAt locationId } tariffVersion { document } } } } }`,
}

test.each(Object.keys(questions))('compiled and plain execution agree on %s', async name => {
  const query = questions[name] ?? ''
  expect(validate(schema, parse(query))).toEqual([])
  const variables = {
    invoice: f.invoiceId,
    session: f.billedSessionId,
    active: f.activeSessionId,
    unknown: '00000000-0000-7000-8000-000000000000',
    connector: f.world.connectorId,
    first: 2,
    states: ['BILLED', 'ACTIVE'],
    state: 'BILLED',
    input: {
      connectorId: f.world.connectorId,
      startAt: '2026-03-02T12:00:00+01:00',
      minutes: 45,
      energyKwh: '7.25',
      idempotencyKey: 'same again',
    },
  }
  const [one, two] = [await answer(plain, query, variables), await compiled(query, variables)]
  expect(JSON.parse(JSON.stringify(two))).toEqual(JSON.parse(JSON.stringify(one)))
  expect(JSON.stringify(one)).not.toMatch(/INTERNAL/)
})

test('a stored line is explained in the language asked for, and in English unless asked', async () => {
  const query = `query($id: ID!) { invoice(id: $id) { lines {
    explanation { sentence } de: explanation(language: DE) { sentence } nl: explanation(language: NL) { sentence } } } }`
  const { data } = await compiled(query, { id: f.invoiceId })
  expect(data).toMatchObject({
    invoice: {
      lines: expect.arrayContaining([
        {
          explanation: { sentence: expect.stringMatching(/ delivered .* site time /) },
          de: { sentence: expect.stringMatching(/ geladen .* Ortszeit /) },
          nl: { sentence: expect.stringMatching(/ geleverd .* plaatselijke tijd /) },
        },
      ]),
    },
  })
})

test.each([
  ['a missing variable', {}],
  ['a null', { id: null, at: null }],
  ['another type', { id: 1.5, at: 'yesterday' }],
  ['an object', { id: { a: 1 }, at: [] }],
])('compiled and plain execution both refuse %s as bad input', async (_what, variables) => {
  const query = `query($id: ID!, $at: Instant!) {
    session(id: $id) { id } sessions(filter: { startedFrom: $at }) { edges { cursor } } }`
  for (const result of [await answer(plain, query, variables), await compiled(query, variables)]) {
    expect(result.data).toBeUndefined()
    for (const error of result.errors ?? []) {
      expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', http: { status: 400 } })
    }
    expect(result.errors?.length).toBeGreaterThan(0)
  }
})

test('an invoice with its lines takes one statement, and two requests at once take one together', async () => {
  const statements = countStatements()
  const query = `query($invoice: ID!) { invoice(id: $invoice) { ${wholeInvoice.split('partner')[0]} } }`
  const variables = { invoice: f.invoiceId }
  await answer(plain, query, variables)
  expect(statements.take()).toBe(1)
  await Promise.all([answer(plain, query, variables), compiled(query, variables)])
  expect(statements.take()).toBe(5)
  statements.end()
})

/** Counts what goes to the database under the gateway's role. */
function countStatements() {
  const pool = core.gateway
  const query = pool.query.bind(pool)
  let count = 0
  pool.query = ((...args: Parameters<typeof query>) => {
    count += 1
    return query(...args)
  }) as typeof pool.query
  return {
    take() {
      const taken = count
      count = 0
      return taken
    },
    end() {
      pool.query = query
    },
  }
}
