/** Two workers in two processes on one intent: one effect at the provider, one line in the book. */

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { createAdyenProvider } from '@wattline/adyen'
import { type Simulator, startSimulator } from '@wattline/adyen-simulator'
import {
  askProvider,
  billSessions,
  claimRefund,
  collect,
  decideClaim,
  decideRefund,
  recordMeterReadings,
  startSession,
  stopSession,
  type WorkerCore,
} from '@wattline/billing'
import { type TestCore, testCore, type World, world } from '@wattline/billing/testing'
import { trialBalance } from '@wattline/ledger'

import { type Intake, openIntake } from './testing/intake.js'
import { until } from './testing/watched-job.js'

const hmacKey = 'A'.repeat(64)
const apiKey = 'simulator-key'

let core: TestCore & WorkerCore
let w: World
let intake: Intake
let simulator: Simulator
let racers: readonly ChildProcess[] = []

beforeAll(async () => {
  const opened = await testCore()
  w = await world(opened)
  intake = await openIntake(opened, hmacKey)
  const [operator] = await opened.owner.query<{ merchant_account: string }[]>(
    'select merchant_account from operator',
  )
  let seed = 1
  simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    apiKeys: [apiKey],
    merchantAccounts: [operator?.merchant_account ?? ''],
    webhookEndpoints: [{ url: intake.url, hmacKey }],
    clock: opened.clock,
    random: () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    },
    modificationDelayMs: 1,
  })
  const notifier = { send: async () => undefined }
  core = { ...opened, provider: createAdyenProvider(adyen()), notifier }
  racers = await Promise.all([startRacer(), startRacer()])
})

afterAll(async () => {
  await Promise.all(racers.map(racer => tell(racer, { step: 'close' })))
  for (const racer of racers) racer.disconnect()
  await simulator?.stop()
  intake?.close()
  await core?.close()
})

const adyen = () =>
  ({ environment: 'TEST', baseUrl: simulator.url, apiKey, timeoutMs: 10_000 }) as const

async function startRacer(): Promise<ChildProcess> {
  const racer = fork(fileURLToPath(new URL('./testing/racer.mjs', import.meta.url)), {
    execArgv: [],
  })
  const now = core.clock.now().toString()
  await tell(racer, { step: 'open', databaseUrl: core.urls.workerUrl, adyen: adyen(), now })
  return racer
}

async function tell(racer: ChildProcess, order: object): Promise<void> {
  const answered = once(racer, 'message')
  racer.send(order)
  const [answer] = await answered
  expect(answer).toEqual({ done: expect.any(String) })
}

/** Both at once, in two processes. */
async function race(order: object): Promise<void> {
  await Promise.all(racers.map(racer => tell(racer, order)))
}

async function control<T>(path: string, body?: object): Promise<T> {
  const posted = body ? { method: 'POST', body: JSON.stringify(body) } : {}
  const response = await fetch(`${simulator.url}/_sim${path}`, posted)
  return (await response.json()) as T
}

/** Holds up calls of this kind before they are carried out, so that both are there at once. */
const holdUp = (op: string) => control('/rules', { match: { op }, do: { delayMs: 500 }, times: 2 })

async function intentTo(kind: string): Promise<string> {
  const [intent] = await core.owner.query<{ id: string }[]>(
    'select id from payment_intent where kind = $1',
    [kind],
  )
  return intent?.id ?? ''
}

/** The webhooks applied by both processes, until the payment says so. */
async function settled(what: string): Promise<void> {
  await until(async () => {
    await race({ step: 'apply' })
    const [row] = await core.owner.query<{ holds: boolean }[]>(
      `select ${what} as holds from payment`,
    )
    return row?.holds === true
  })
}

/** Calls of a kind that reached the simulator, and the keys they came with. */
async function callsOf(op: string): Promise<{ calls: number; keys: number }> {
  const { requests } = await control<{ requests: { op: string; idempotencyKey: string }[] }>(
    '/requests',
  )
  const keys = requests.filter(request => request.op === op).map(one => one.idempotencyKey)
  return { calls: keys.length, keys: new Set(keys).size }
}

async function balances(): Promise<Record<string, bigint>> {
  const [book] = await trialBalance(core.db, [w.operatorId])
  expect(book?.debitMinor).toBe(book?.creditMinor)
  return Object.fromEntries(
    book?.accounts.map(({ code, balanceMinor }) => [code, balanceMinor]) ?? [],
  )
}

/** Charged, billed, and its intent to capture written. */
async function captureWanted(): Promise<void> {
  const { partner, connectorId, operatorId } = w
  const card = {
    encryptedCardNumber: 'test_4111111111111111',
    encryptedExpiryMonth: 'test_03',
    encryptedExpiryYear: 'test_2030',
    encryptedSecurityCode: 'test_737',
    store: false,
  }
  const startedAt = core.clock.now().subtract({ hours: 1 })
  const register = (value: string) => ({ value, unit: 'kWh' as const })
  const { sessionId } = await startSession(core, partner, {
    connectorId,
    startedAt,
    meterStart: register('0'),
    card,
    idempotencyKey: 'start',
  })
  await askProvider(core, operatorId, await intentTo('authorise'))
  const endedAt = core.clock.now()
  const readings = [{ measuredAt: endedAt, ...register('20') }]
  await recordMeterReadings(core, partner, { sessionId, readings, idempotencyKey: 'readings' })
  await stopSession(core, partner, { sessionId, endedAt, idempotencyKey: 'stop' })
  await billSessions(core, operatorId, [sessionId])
  const [payment] = await core.owner.query<{ id: string }[]>('select id from payment')
  await collect(core, operatorId, payment?.id ?? '')
}

test('a capture and a refund that two processes ask for at once happen once each', async () => {
  const { operatorId } = w
  await captureWanted()
  await holdUp('captures')
  await race({ step: 'ask', operatorId, intentId: await intentTo('capture') })
  await settled(`state = 'captured'`)
  expect(await callsOf('captures')).toEqual({ calls: 2, keys: 1 })
  expect(await balances()).toMatchObject({ 'adyen:clearing': 1190n })

  const [invoice] = await core.owner.query<{ id: string }[]>('select id from invoice')
  const claim = { invoiceId: invoice?.id ?? '', cause: 'goodwill' as const }
  const { refundId } = await claimRefund(core, w.partner, { ...claim, idempotencyKey: 'claim' })
  await decideClaim(core, operatorId, refundId)
  const yes = { refundId, approve: true, note: 'Sorry', idempotencyKey: 'yes' }
  await decideRefund(core, w.operator, yes)
  await holdUp('refunds')
  await race({ step: 'ask', operatorId, intentId: await intentTo('refund') })
  await settled('refunded_minor = 1190')
  expect(await callsOf('refunds')).toEqual({ calls: 2, keys: 1 })
  expect(await balances()).toMatchObject({ 'adyen:clearing': 0n, 'revenue:charging': 0n })

  const { payments } = await control<{ payments: { captured: number; refunded: number }[] }>(
    `/payments?reference=${await reference()}`,
  )
  expect(payments).toMatchObject([{ captured: 1190, refunded: 1190 }])
  const entries = await core.owner.query<{ kind: string }[]>('select kind from journal_entry')
  expect(entries.map(({ kind }) => kind).sort()).toEqual([
    'captured',
    'credit-note',
    'invoice-issued',
    'refunded',
  ])
})

async function reference(): Promise<string> {
  const [payment] = await core.owner.query<{ merchant_reference: string }[]>(
    'select merchant_reference from payment',
  )
  return payment?.merchant_reference ?? ''
}
