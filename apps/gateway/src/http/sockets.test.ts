import { issueKey, recordMeterReadings, revokeKey } from '@wattline/billing'
import { world } from '@wattline/billing/testing'
import type { FormattedExecutionResult } from 'graphql'
import { type Client, createClient } from 'graphql-ws'
import { WebSocket } from 'ws'

import { type Furnished, furnish } from '../testing/furnish.js'
import { type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let own: Furnished
let foreign: Furnished
const clients: Client[] = []

beforeAll(async () => {
  t = await testGateway()
  own = await furnish(t.core, await world(t.core))
  foreign = await furnish(t.core, await world(t.core))
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.dispose()))
})
afterAll(() => t.close())

interface Opened {
  readonly client: Client
  /** How the connection ended: its code and reason. */
  readonly closed: Promise<{ code: number; reason: string }>
}

function open(secret?: string): Opened {
  let isClosed: (event: { code: number; reason: string }) => void = () => undefined
  const closed = new Promise<{ code: number; reason: string }>(resolve => {
    isClosed = resolve
  })
  const client = createClient({
    url: `${t.gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: secret ? { authorization: `Bearer ${secret}` } : {},
    on: { closed: event => isClosed(event as { code: number; reason: string }) },
  })
  clients.push(client)
  return { client, closed }
}

const follow = (
  client: Client,
  id: string,
  selection = 'id state readings { registerKwh } cost { gross { amount } }',
) =>
  client.iterate({
    query: `subscription($id: ID!) { sessionUpdated(id: $id) { ${selection} } }`,
    variables: { id },
  })

async function next(events: AsyncIterator<unknown>): Promise<FormattedExecutionResult> {
  const { value } = await events.next()
  return value as FormattedExecutionResult
}

const codeOf = (result: FormattedExecutionResult) => result.errors?.[0]?.extensions?.code

let seconds = 0

/** One reading more of the running session, 0.01 kWh above the last. */
async function read(): Promise<void> {
  seconds += 1
  await recordMeterReadings(t.core, own.world.operator, {
    sessionId: own.activeSessionId,
    readings: [
      {
        measuredAt: t.core.clock.now().subtract({ seconds: 59 }).add({ seconds }),
        value: `${3000 + seconds * 10}`,
        unit: 'Wh',
      },
    ],
    idempotencyKey: t.core.newId(),
  })
}

test('a session is told of as it stands, and again with its price after each reading', async () => {
  const events = follow(open(own.world.secrets.partner).client, own.activeSessionId)
  const first = await next(events)
  expect(first.data).toMatchObject({
    sessionUpdated: { state: 'ACTIVE', cost: { gross: { amount: '1.79' } } },
  })
  await read()
  const second = await next(events)
  expect(second.errors).toBeUndefined()
  expect(second.data).toMatchObject({ sessionUpdated: { cost: { gross: { amount: '1.80' } } } })
  expect(JSON.stringify(second.data)).toContain('3.01')
  await events.return?.()
})

test('a refund is followed the same way', async () => {
  const { client } = open(own.world.secrets.partner)
  const query = 'subscription($id: ID!) { refundUpdated(id: $id) { state note } }'
  const events = client.iterate({ query, variables: { id: own.refundId } })
  expect((await next(events)).data).toEqual({ refundUpdated: { state: 'CLAIMED', note: null } })
  await t.core.owner.query(`update refund set note = 'seen' where id = $1`, [own.refundId])
  expect((await next(events)).data).toEqual({ refundUpdated: { state: 'CLAIMED', note: 'seen' } })
})

test('queries and mutations are answered too, by the same authority', async () => {
  const { client } = open(own.world.secrets.partner)
  const ask = (query: string) => next(client.iterate({ query }))
  expect(await ask('{ me { role } }')).toEqual({ data: { me: { role: 'PARTNER' } } })
  expect(codeOf(await ask('{ apiKeys { id } }'))).toBe('ROLE_INSUFFICIENT')
  expect(codeOf(await ask(`{ session(id: "${foreign.activeSessionId}") { id } }`))).toBe(
    'NOT_FOUND',
  )
})

test('what is another operator’s or unknown cannot be followed', async () => {
  const { client } = open(own.world.secrets.operator)
  const ids = [foreign.activeSessionId, '00000000-0000-7000-8000-000000000000', 'x']
  for (const id of ids) {
    const result = await next(follow(client, id))
    expect(codeOf(result)).toBe('NOT_FOUND')
    expect(result.errors?.[0]?.extensions).not.toHaveProperty('http')
  }
})

test('without a key, or with an unknown one, no connection is opened', async () => {
  for (const secret of [undefined, 'wl_unknown']) {
    const { client, closed } = open(secret)
    const ended = follow(client, own.activeSessionId).next()
    await expect(ended).rejects.toMatchObject({ code: 4403 })
    expect(await closed).toMatchObject({ code: 4403, reason: 'KEY_UNKNOWN' })
  }
})

test('a key that is revoked loses its connection at the next event', async () => {
  const { operatorId, operator } = own.world
  const { secret, keyId } = await issueKey(t.core, { operatorId, role: 'support', name: 'x' })
  const { client, closed } = open(secret)
  const events = follow(client, own.activeSessionId, 'id')
  await next(events)
  const core = { ...t.core, db: t.core.gateway }
  await revokeKey(core, operator, { keyId, idempotencyKey: t.core.newId() })
  const ended = (async () => {
    for await (const event of events) expect(event.data).toBeTruthy()
  })().catch(() => undefined)
  // Another process revoked it: this one may remember the key for two seconds more.
  const reading = setInterval(() => void read(), 200)
  expect(await closed).toMatchObject({ code: 4403, reason: 'KEY_REVOKED' })
  clearInterval(reading)
  await ended
})

test('the limits of HTTP hold here', async () => {
  const { client } = open(own.world.secrets.operator)
  const list = 'sessions(first: 100) { edges { node { cost { gross { amount } } } } }'
  const costly = await next(client.iterate({ query: `{ a: ${list} b: ${list} c: ${list} }` }))
  expect(codeOf(costly)).toBe('TOO_COSTLY')
  const query = `subscription($id: ID!) { sessionUpdated(id: $id) { ${deep(8)} } }`
  const tooDeep = client.iterate({ query, variables: { id: own.activeSessionId } }).next()
  await expect(tooDeep).rejects.toMatchObject([
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  ])
  const tooLong = client.iterate({ query: `{ me { role } } #${'x'.repeat(20_000)}` }).next()
  await expect(tooLong).rejects.toMatchObject([{ extensions: { code: 'DOCUMENT_TOO_LONG' } }])
})

const deep = (levels: number): string =>
  levels === 0 ? 'id' : `invoice { sessions { ${deep(levels - 1)} } }`

test('subscribers are heard again after the database dropped the connection', async () => {
  const events = follow(open(own.world.secrets.partner).client, own.activeSessionId, 'id')
  await next(events)
  const [ended] = await t.core.owner.query<{ ended: boolean }[]>(
    `select pg_terminate_backend(pid) as ended from pg_stat_activity
     where application_name = 'wattline-gateway-changes' and datname = current_database()`,
  )
  expect(ended).toEqual({ ended: true })
  // Whether it was missed or is heard: after the connection is made again everyone is told once.
  expect((await next(events)).data).toEqual({ sessionUpdated: { id: own.activeSessionId } })
  await read()
  expect((await next(events)).data).toEqual({ sessionUpdated: { id: own.activeSessionId } })
})
