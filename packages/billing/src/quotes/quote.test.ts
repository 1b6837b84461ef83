/** What may be promised for when, and which price list a promise freezes. */

import { inScope } from '@wattline/database'
import { type Instant, Temporal } from '@wattline/units'

import { billSessions } from '../invoices/bill-sessions.js'
import { readInvoices } from '../invoices/read-invoices.js'
import { Payment } from '../payments/payment.entity.js'
import { type Assignment, assignPriceList } from '../price-lists/assign.js'
import { startSession } from '../sessions/start.js'
import { stopSession } from '../sessions/stop.js'
import { publishTariff } from '../tariffs/publish.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { plainTariff, refusalOf, sessionOf, type World, world } from '../testing/world.js'
import type { QuoteInput } from './check-expectation.js'
import { Quote } from './quote.entity.js'
import { quote } from './quote.js'

let core: TestCore
let w: World
const now = Temporal.Instant.from('2026-03-02T10:00:00Z')
const from = (duration: string): Instant => now.add(duration)

beforeAll(async () => {
  core = await testCore(now.toString())
})
afterAll(() => core.close())
beforeEach(async () => {
  core.clock.set(now)
  w = await world(core, { maxPowerW: 350_000 })
})

const ask = (startAt: Instant, more: Partial<QuoteInput> = {}) =>
  quote(core, w.partner, {
    connectorId: w.connectorId,
    driverId: w.driverId,
    startAt,
    minutes: 60,
    energyWh: 10_000n,
    idempotencyKey: core.newId(),
    ...more,
  })

const read = (id: string) =>
  inScope(core.db, [w.operatorId], tx => tx.findOneByOrFail(Quote, { id }))

const start = (quoteId: string) =>
  startSession(core, w.partner, {
    connectorId: w.connectorId,
    quoteId,
    startedAt: core.clock.now(),
    meterStart: { value: '0', unit: 'kWh' },
    idempotencyKey: core.newId(),
  })

/** A quarter of an hour later, with this many kWh; the connector could give more. */
async function chargeAndStop(sessionId: string, kWh: string): Promise<void> {
  core.clock.advance('PT15M')
  await stopSession(core, w.partner, {
    sessionId,
    endedAt: core.clock.now(),
    meterStop: { value: kWh, unit: 'kWh' },
    idempotencyKey: core.newId(),
  })
}

interface Prices {
  readonly type?: string
  readonly terms?: Pick<Assignment, 'cap' | 'leastHold'>
}

/** From an instant on, a kWh or an hour costs this much. */
async function reprice(
  price: number,
  startsAt: Instant,
  { type = 'ENERGY', terms }: Prices = {},
): Promise<string> {
  const elements = [{ price_components: [{ type, price, vat: 19, step_size: 1 }] }]
  const { tariffVersionId } = await publishTariff(core, w.operator, {
    document: { ...plainTariff, id: `${type}-${price}`, elements },
    idempotencyKey: core.newId(),
  })
  const { priceListId } = await assignPriceList(core, w.operator, {
    name: `At ${price}`,
    tariffVersionId,
    plugins: [],
    startsAt,
    ...terms,
    idempotencyKey: core.newId(),
  })
  return priceListId
}

test.each<[string, string, boolean]>([
  ['long past', '-PT8760H', false],
  ['just too long ago', '-PT301S', false],
  ['as long ago as a clock may be slow', '-PT5M', true],
  ['now', 'PT0S', true],
  ['a week ahead', 'PT168H', true],
  ['more than a week ahead', 'PT168H1S', false],
  ['as far ahead as an instant can lie', 'PT48000000H', false],
])('a start %s is quoted or refused by its place', async (_title, duration, isTaken) => {
  const asked = ask(from(duration))
  if (isTaken) {
    expect((await read((await asked).quoteId)).startAt.equals(from(duration))).toBe(true)
    return
  }
  await expect(asked).rejects.toMatchObject({
    code: 'input-invalid',
    details: { faults: [{ path: 'startAt' }] },
  })
})

test('nobody freezes yesterday’s cheaper price list', async () => {
  const dear = await reprice(0.9, from('-PT1H'))
  expect(await refusalOf(ask(from('-PT2H')))).toBe('input-invalid')
  expect((await read((await ask(now)).quoteId)).priceListId).toBe(dear)
})

test('a quote is good for a quarter of an hour from its start, or from now if that is later', async () => {
  const expiryOf = async (duration: string) =>
    (await read((await ask(from(duration))).quoteId)).expiresAt.toString()
  expect(await expiryOf('-PT5M')).toBe(from('PT15M').toString())
  expect(await expiryOf('PT0S')).toBe(from('PT15M').toString())
  expect(await expiryOf('PT48H')).toBe(from('PT48H15M').toString())
})

test('a quote for tomorrow’s cheaper price list does not start a session today', async () => {
  const cheap = await reprice(0.1, from('PT24H'))
  const { quoteId } = await ask(from('PT24H'))
  await expect(start(quoteId)).rejects.toMatchObject({
    code: 'quote-not-yet',
    details: { startableFrom: from('PT23H45M').toString() },
  })
  core.clock.set(from('PT23H45M').subtract({ seconds: 1 }))
  expect(await refusalOf(start(quoteId))).toBe('quote-not-yet')
  core.clock.set(from('PT23H45M'))
  const { sessionId } = await start(quoteId)
  expect((await sessionOf(core, w, sessionId)).priceListId).toBe(cheap)
})

test('a quote ends with its expiry, to the second', async () => {
  const { quoteId } = await ask(from('PT1H'))
  core.clock.set(from('PT75M').add({ seconds: 1 }))
  expect(await refusalOf(start(quoteId))).toBe('quote-expired')
  core.clock.set(from('PT75M'))
  expect(await start(quoteId)).toEqual({ sessionId: expect.any(String) })
})

test('the same key gives the stored quote, also when its start has passed meanwhile', async () => {
  const idempotencyKey = core.newId()
  const first = await ask(now, { idempotencyKey })
  core.clock.set(from('PT1H'))
  expect(await ask(now, { idempotencyKey })).toEqual(first)
  expect(await refusalOf(ask(from('PT1H'), { idempotencyKey }))).toBe('idempotency-key-reused')
})

test('of the minutes asked for, those parked are not charging', async () => {
  await reprice(6, from('-PT1H'), { type: 'TIME' })
  const { bill, expectedSeconds, expectedParkedSeconds } = await read(
    (await ask(now, { minutes: 90, parkedMinutes: 30 })).quoteId,
  )
  expect(bill.lines.map(({ component, quantity }) => [component, quantity])).toEqual([
    ['TIME', '1'],
  ])
  expect([expectedSeconds, expectedParkedSeconds]).toEqual([5400, 1800])
})

test('a promised cap bounds quote, hold and bill, however much is charged', async () => {
  const terms = { cap: { minor: 700n, currency: 'EUR' } }
  await reprice(0.5, from('-PT1H'), { terms })
  const { quoteId } = await ask(now)
  // 10 kWh × 0.50 and 19 % VAT are 5.95; 40 kWh would be 23.80.
  expect(await read(quoteId)).toMatchObject({ totalMinor: 595n, capMinor: 700n, holdMinor: 700n })
  const { sessionId } = await start(quoteId)
  await chargeAndStop(sessionId, '40')
  const [result] = await billSessions(core, w.operatorId, [sessionId])
  const [invoice] = await readInvoices(core.db, [w.operatorId], [result?.invoiceId ?? ''])
  expect(invoice).toMatchObject({ netMinor: 588n, vatMinor: 112n, grossMinor: 700n })
  expect(invoice?.lines.map(({ component, amountMinor }) => [component, amountMinor])).toEqual([
    ['ENERGY', 2000n],
    ['CAP', -1412n],
  ])
})

test.each<[string, Pick<Assignment, 'cap' | 'leastHold'>, bigint]>([
  ['no terms', {}, 3000n],
  ['a cap', { cap: { minor: 700n, currency: 'EUR' } }, 700n],
  ['a least hold', { leastHold: { minor: 5000n, currency: 'EUR' } }, 5000n],
])('a session without a quote is held by a price list with %s', async (_, terms, askedMinor) => {
  await reprice(0.5, from('-PT1H'), { terms })
  const { sessionId } = await startSession(core, w.partner, {
    connectorId: w.connectorId,
    driverId: w.driverId,
    startedAt: now,
    idempotencyKey: core.newId(),
  })
  const payment = await inScope(core.db, [w.operatorId], tx =>
    tx.findOneByOrFail(Payment, { sessionId }),
  )
  expect(payment.askedMinor).toBe(askedMinor)
})
