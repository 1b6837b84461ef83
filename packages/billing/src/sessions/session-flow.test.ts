/**
 * A session from quote to bill through the core's doors, and every way readings and stops are
 * refused.
 */

import { inScope } from '@wattline/database'
import { Temporal } from '@wattline/units'

import { billSessions } from '../invoices/bill-sessions.js'
import { readInvoices } from '../invoices/read-invoices.js'
import { livePrice, reRate } from '../pricing/price-as-of.js'
import { Quote } from '../quotes/quote.entity.js'
import { quote } from '../quotes/quote.js'
import { statementsDuring } from '../testing/count-statements.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { addPlug, minutesAfter, refusalOf, sessionOf, type World, world } from '../testing/world.js'
import { loadToBill } from './load-to-bill.js'
import { recordMeterReadings } from './record-readings.js'
import { startSession } from './start.js'
import { stopSession } from './stop.js'

let core: TestCore
let w: World
const startedAt = Temporal.Instant.from('2026-03-02T10:00:00Z')
const at = (minutes: number) => minutesAfter(startedAt, minutes)

beforeAll(async () => {
  core = await testCore(startedAt.toString())
  w = await world(core)
})
afterAll(() => core.close())

const kWh = (value: string) => ({ value, unit: 'kWh' as const })

async function started(): Promise<string> {
  core.clock.set(startedAt)
  const connectorId = await addPlug(core, { ...w, maxPowerW: 22_000 })
  const { sessionId } = await startSession(core, w.partner, {
    connectorId,
    driverId: w.driverId,
    startedAt,
    meterStart: kWh('100'),
    idempotencyKey: core.newId(),
  })
  core.clock.set(at(120))
  return sessionId
}

const record = (sessionId: string, ...readings: [minutes: number, value: string][]) =>
  recordMeterReadings(core, w.partner, {
    sessionId,
    readings: readings.map(([minutes, value]) => ({ measuredAt: at(minutes), ...kWh(value) })),
    idempotencyKey: core.newId(),
  })

const stop = (sessionId: string, minutes: number, value?: string) =>
  stopSession(core, w.partner, {
    sessionId,
    endedAt: at(minutes),
    ...(value ? { meterStop: kWh(value) } : {}),
    idempotencyKey: core.newId(),
  })

test('the price quoted, the live price and the bill come from one function', async () => {
  core.clock.set(startedAt)
  const connectorId = await addPlug(core, { ...w, maxPowerW: 22_000 })
  const { quoteId } = await quote(core, w.partner, {
    connectorId,
    driverId: w.driverId,
    startAt: startedAt,
    minutes: 90,
    energyWh: 20_000n,
    parkedMinutes: 30,
    idempotencyKey: 'quote-1',
  })
  const promised = await inScope(core.db, [w.operatorId], tx =>
    tx.findOneByOrFail(Quote, { id: quoteId }),
  )
  // 20 kWh × 0.50 + 0.5 h × 3.60 = 11.80 net, 2.24 VAT.
  expect(promised.totalMinor).toBe(1404n)
  expect(promised.holdMinor).toBe(1700n)

  const { sessionId } = await startSession(core, w.partner, {
    connectorId,
    quoteId,
    startedAt,
    meterStart: kWh('1000.5'),
    idempotencyKey: 'start-1',
  })
  core.clock.set(at(60))
  await recordMeterReadings(core, w.partner, {
    sessionId,
    readings: [{ measuredAt: at(60), ...kWh('1020.5'), activity: 'PARKED' }],
    idempotencyKey: 'readings-1',
  })
  expect((await livePrice(core, w.partner.scope, sessionId)).grossMinor).toBe('1190')
  core.clock.set(at(90))
  const live = await livePrice(core, w.partner.scope, sessionId)
  await stop(sessionId, 90, '1020.5')

  const [result] = await billSessions(core, w.operatorId, [sessionId])
  expect(result?.outcome).toBe('issued')
  const [invoice] = await readInvoices(core.gateway, w.partner.scope, [result?.invoiceId ?? ''])
  expect(invoice?.grossMinor).toBe(1404n)
  expect(live.grossMinor).toBe('1404')
  expect(invoice?.netMinor).toBe(1180n)
  expect(
    invoice?.lines.map(line => [line.component, line.quantity.toFixed(), line.amountMinor]),
  ).toEqual([
    ['ENERGY', '20', 1000n],
    ['PARKING_TIME', '0.5', 180n],
  ])
  expect(await reRate(core, w.operatorId, sessionId)).toEqual({ ...live, lines: expect.any(Array) })
})

test('a session is invoiced once, whoever asks and however often', async () => {
  const sessionId = await started()
  await stop(sessionId, 60, '110')
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => billSessions(core, w.operatorId, [sessionId])),
  )
  const results = outcomes.flat()
  expect(results.filter(({ outcome }) => outcome === 'issued')).toHaveLength(1)
  expect(new Set(results.map(({ invoiceId }) => invoiceId)).size).toBe(1)
  const invoices = await core.owner.query('select * from invoice_session where session_id = $1', [
    sessionId,
  ])
  expect(invoices).toHaveLength(1)
})

test('a bill takes two round trips, and so do a hundred', async () => {
  const ids: string[] = []
  for (let n = 0; n < 3; n += 1) {
    const id = await started()
    await stop(id, 60, '101')
    ids.push(id)
  }
  const [first, ...rest] = ids
  await billSessions(core, w.operatorId, [first ?? ''])
  const count = await statementsDuring(core.db, () => billSessions(core, w.operatorId, rest))
  expect(count).toBe(2)
})

test('readings late, twice and out of order are stored once each', async () => {
  const sessionId = await started()
  expect(await record(sessionId, [40, '106'], [20, '103'])).toMatchObject({
    stored: 2,
    duplicates: 0,
  })
  expect(await record(sessionId, [20, '103'], [30, '104.5'])).toMatchObject({
    stored: 1,
    duplicates: 1,
  })
})

test.each<[string, [number, string][], string]>([
  ['before the start', [[-1, '99']], 'reading-before-start'],
  ['in the future', [[500, '101']], 'reading-in-future'],
  ['negative', [[10, '-5']], 'input-invalid'],
  ['no number', [[10, '1e3']], 'input-invalid'],
  ['lower than before', [[10, '99']], 'reading-goes-back'],
  ['in the wrong unit', [[10, '101000']], 'reading-unit-unlikely'],
  [
    'one good and one bad',
    [
      [10, '101'],
      [20, '99'],
    ],
    'reading-goes-back',
  ],
])('a reading that is %s is refused and none is stored', async (_title, readings, code) => {
  const sessionId = await started()
  expect(await refusalOf(record(sessionId, ...readings))).toBe(code)
  const stored = await core.owner.query('select * from meter_reading where session_id = $1', [
    sessionId,
  ])
  expect(stored).toHaveLength(1)
})

const measured = (sessionId: string, stated: { powerW?: number; currentMilliA?: number }) =>
  recordMeterReadings(core, w.partner, {
    sessionId,
    readings: [{ measuredAt: at(10), ...kWh('101'), ...stated }],
    idempotencyKey: core.newId(),
  })

test('power and current are kept as the meter states them', async () => {
  const sessionId = await started()
  await measured(sessionId, { powerW: 11_000, currentMilliA: 48_000 })
  const [session] = await loadToBill(core.db, w.operatorId, [sessionId])
  expect(session?.readings.at(-1)).toMatchObject({ powerW: 11_000, currentMilliA: 48_000 })
})

test.each([{ powerW: -1 }, { powerW: 1.5 }, { currentMilliA: 1e12 }])(
  '%j is no measurement',
  async stated => {
    const sessionId = await started()
    expect(await refusalOf(measured(sessionId, stated))).toBe('input-invalid')
  },
)

test('readings after the stop are refused, late ones from before it are not', async () => {
  const sessionId = await started()
  await stop(sessionId, 60, '110')
  expect(await refusalOf(record(sessionId, [61, '111']))).toBe('reading-after-stop')
  expect(await record(sessionId, [30, '105'])).toMatchObject({ stored: 1 })
})

test('stops that cannot be are refused, and the session runs on', async () => {
  const sessionId = await started()
  await record(sessionId, [50, '108'])
  expect(await refusalOf(stop(sessionId, 40))).toBe('stop-before-reading')
  expect(await refusalOf(stop(sessionId, -5))).toBe('input-invalid')
  expect(await refusalOf(stop(core.newId(), 40))).toBe('not-found')
  expect((await sessionOf(core, w, sessionId)).state).toBe('active')
  await stop(sessionId, 60, '110')
  expect(await refusalOf(stop(sessionId, 70))).toBe('session-not-active')
})

test('one connector serves one session at a time, also when two start at once', async () => {
  core.clock.set(startedAt)
  const connectorId = await addPlug(core, { ...w, maxPowerW: 22_000 })
  const begin = () =>
    startSession(core, w.partner, {
      connectorId,
      driverId: w.driverId,
      startedAt,
      idempotencyKey: core.newId(),
    })
  const outcomes = await Promise.allSettled([begin(), begin(), begin()])
  const refused = outcomes.flatMap(o => (o.status === 'rejected' ? [o.reason.code] : []))
  expect(refused).toEqual(['connector-busy', 'connector-busy'])
})

test('the same idempotency key gives the stored result, and refuses other input', async () => {
  core.clock.set(startedAt)
  const connectorId = await addPlug(core, { ...w, maxPowerW: 22_000 })
  const input = { connectorId, driverId: w.driverId, startedAt, idempotencyKey: 'start-once' }
  const [first, second] = await Promise.all([
    startSession(core, w.partner, input),
    startSession(core, w.partner, input),
  ])
  expect(second).toEqual(first)
  const other = { ...input, startedAt: at(-10) }
  expect(await refusalOf(startSession(core, w.partner, other))).toBe('idempotency-key-reused')
})

test('implausible energy is held before any money moves, with its reason', async () => {
  const sessionId = await started()
  await stop(sessionId, 60)
  await core.owner.query(
    `insert into meter_reading (id, operator_id, session_id, measured_at, received_at, register_wh, source)
     values (gen_random_uuid(), $1, $2, $3, now(), 9000000, 'end')`,
    [w.operatorId, sessionId, at(60).toString()],
  )
  const [result] = await billSessions(core, w.operatorId, [sessionId])
  expect(result).toMatchObject({ outcome: 'held', reason: 'power-above-connector' })
  expect(await sessionOf(core, w, sessionId)).toMatchObject({
    state: 'held',
    trouble: { code: 'power-above-connector' },
  })
})

test('a quote binds: a dearer price list published afterwards changes nothing', async () => {
  core.clock.set(startedAt)
  const other = await world(core)
  const { quoteId } = await quote(core, other.partner, {
    connectorId: other.connectorId,
    startAt: startedAt,
    minutes: 60,
    energyWh: 10_000n,
    idempotencyKey: 'q',
  })
  expect(
    await refusalOf(
      startSession(core, w.partner, {
        connectorId: w.connectorId,
        quoteId,
        startedAt,
        idempotencyKey: 'x',
      }),
    ),
  ).toBe('not-found')
  core.clock.set(at(16))
  const late = {
    connectorId: other.connectorId,
    quoteId,
    driverId: other.driverId,
    startedAt,
    idempotencyKey: 'late',
  }
  expect(await refusalOf(startSession(core, other.partner, late))).toBe('quote-expired')
})
