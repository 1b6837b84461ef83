/** Reserved time from the door to the money: used, run out, and refused. */

import { Temporal } from '@wattline/units'

import { canonicalJson } from '../canonical.js'
import { type InvoiceWithLines, readInvoices } from '../invoices/read-invoices.js'
import { assignPriceList } from '../price-lists/assign.js'
import { livePrice, reRate } from '../pricing/price-as-of.js'
import { publishTariff } from '../tariffs/publish.js'
import { onStage } from '../testing/payment-scene.js'
import { RefundScene } from '../testing/refund-scene.js'
import {
  addPlug,
  plainTariff,
  refusalOf,
  reservableTariff,
  sessionOf,
  world,
} from '../testing/world.js'
import { whatIf } from '../why/what-if.js'
import { whyCharged } from '../why/why-charged.js'
import { type ExpireInput, expireReservation } from './expire-reservation.js'
import { type StartInput, startSession } from './start.js'
import { stopSession } from './stop.js'

const scene = onStage(new RefundScene(), { beforeAll, afterAll, beforeEach, afterEach })

const at = (time: string) => Temporal.Instant.from(`2026-03-02T${time}:00Z`)
const kWh = (value: string) => ({ value, unit: 'kWh' as const })

beforeEach(async () => {
  scene.w = await world(scene.core, { tariff: reservableTariff })
})

function start(input: Partial<StartInput> = {}): Promise<{ sessionId: string }> {
  const { core, w } = scene
  return startSession(core, w.partner, {
    connectorId: w.connectorId,
    driverId: w.driverId,
    startedAt: at('10:00'),
    reservedFrom: at('09:47'),
    meterStart: kWh('0'),
    idempotencyKey: core.newId(),
    ...input,
  })
}

async function stop(sessionId: string): Promise<void> {
  const { core, w } = scene
  core.clock.set(at('11:00'))
  const end = { sessionId, endedAt: at('11:00'), meterStop: kWh('10') }
  await stopSession(core, w.partner, { ...end, idempotencyKey: core.newId() })
}

function expire(input: Partial<ExpireInput> = {}): Promise<{ sessionId: string }> {
  const { core, w } = scene
  return expireReservation(core, w.partner, {
    connectorId: w.connectorId,
    driverId: w.driverId,
    reservedFrom: at('09:00'),
    expiredAt: at('09:28'),
    idempotencyKey: core.newId(),
    ...input,
  })
}

async function invoiceOf(sessionId: string): Promise<InvoiceWithLines | undefined> {
  const { core, w } = scene
  const { invoice } = await whyCharged(core, [w.operatorId], sessionId)
  const [read] = await readInvoices(core.db, [w.operatorId], invoice ? [invoice.id] : [])
  return read
}

const linesOf = (invoice: InvoiceWithLines | undefined) =>
  invoice?.lines.map(line => [line.component, line.quantity.toFixed(), line.amountMinor])

test('13 minutes reserved, then charged: live price, invoice and re-rate are the same', async () => {
  const { core, w } = scene
  const { sessionId } = await start()
  core.clock.set(at('11:00'))
  expect((await livePrice(core, w.partner.scope, sessionId)).netMinor).toBe('375')
  await stop(sessionId)
  const live = await livePrice(core, w.partner.scope, sessionId)
  await scene.settle()
  const invoice = await invoiceOf(sessionId)
  expect(linesOf(invoice)).toEqual([
    ['FLAT', '1', 200n],
    ['FLAT', '1', 50n],
    ['ENERGY', '10', 250n],
    // 13 minutes in steps of 5.
    ['RESERVATION_TIME', '0.25', 125n],
  ])
  // 3.75 at 20 % and 2.50 at 10 %.
  expect(invoice).toMatchObject({ netMinor: 625n, vatMinor: 100n, grossMinor: 725n })
  expect(live.grossMinor).toBe('725')
  expect(canonicalJson(await reRate(core, w.operatorId, sessionId))).toBe(canonicalJson(live))
  expect(await whyCharged(core, [w.operatorId], sessionId)).toMatchObject({ changes: [] })
  expect(invoice?.proof).toMatchObject({
    startedAt: '2026-03-02T10:00:00Z',
    reservation: { from: '2026-03-02T09:47:00Z', hasExpired: false },
    findings: [],
  })
  expect(invoice?.lines.at(-1)?.explanation.sentence).toContain('reserved')
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'captured', capturedMinor: 725n })
})

test('a reservation that ran out costs its fee and its time, paid by the stored means', async () => {
  const { core, w } = scene
  const { sessionId } = await expire()
  await scene.settle()
  const invoice = await invoiceOf(sessionId)
  expect(linesOf(invoice)).toEqual([
    ['FLAT', '1', 400n],
    ['RESERVATION_TIME', '0.5', 250n],
  ])
  expect(invoice).toMatchObject({ netMinor: 650n, vatMinor: 130n, grossMinor: 780n })
  expect(invoice?.proof).toMatchObject({ reservation: { hasExpired: true }, findings: [] })
  expect(await sessionOf(core, w, sessionId)).toMatchObject({
    state: 'billed',
    energyWh: 0n,
    needsReview: false,
    reservationExpired: true,
  })
  const payment = await scene.paymentOf(sessionId)
  expect(payment).toMatchObject({ state: 'captured', capturedMinor: 780n })
  expect(payment.means).toMatchObject({ kind: 'stored', driverPresent: false })
  const live = await livePrice(core, w.partner.scope, sessionId)
  expect(live.grossMinor).toBe('780')
  expect(await whyCharged(core, [w.operatorId], sessionId)).toMatchObject({ changes: [] })
  expect(await scene.book()).toMatchObject({ driver: 0n, 'revenue:charging': -650n })
})

test('without a quote, the price list in force when the reservation began is the one', async () => {
  const { core, w } = scene
  const elements = [{ price_components: [{ type: 'ENERGY', price: 9, step_size: 1 }] }]
  const { tariffVersionId } = await publishTariff(core, w.operator, {
    document: { ...plainTariff, id: 'DEAR', elements },
    idempotencyKey: core.newId(),
  })
  const dear = await assignPriceList(core, w.operator, {
    name: 'Dear from 09:50',
    tariffVersionId,
    plugins: [],
    startsAt: at('09:50'),
    idempotencyKey: core.newId(),
  })
  const listOf = async ({ sessionId }: { sessionId: string }) =>
    (await sessionOf(core, w, sessionId)).priceListId
  expect(await listOf(await expire({ expiredAt: at('09:45') }))).not.toBe(dear.priceListId)
  const first = await start()
  expect(await listOf(first)).not.toBe(dear.priceListId)
  await stop(first.sessionId)
  const later = { startedAt: at('11:01'), reservedFrom: at('11:00') }
  expect(await listOf(await start(later))).toBe(dear.priceListId)
})

test('where the tariff prices no reservation, one that ran out costs nothing', async () => {
  scene.w = await world(scene.core)
  const { sessionId } = await expire()
  await scene.settle()
  expect(await invoiceOf(sessionId)).toMatchObject({
    grossMinor: 0n,
    paymentRoute: 'none',
    lines: [],
  })
  await expect(scene.paymentOf(sessionId)).rejects.toThrow()
})

test('no energy is no reason to give the money back when the vehicle never came', async () => {
  const { sessionId } = await expire()
  await scene.settle()
  const { refundId } = await scene.claim((await invoiceOf(sessionId))?.id ?? '', 'no-energy')
  await scene.settle()
  const { state, evidence } = await scene.refund(refundId)
  expect(state).toBe('for-person')
  const codes = evidence?.findings.map(({ code }) => code)
  expect(codes).toContain('reservation-expired')
  expect(codes).not.toContain('energy-zero')
})

test('what would have been otherwise keeps the reservation', async () => {
  const { core, w } = scene
  const { sessionId } = await start()
  await stop(sessionId)
  const scope = [w.operatorId]
  const later = await whatIf(core, scope, { sessionId, shiftMinutes: 60 })
  expect([later.actual.netMinor, later.otherwise.netMinor]).toEqual(['625', '625'])
  const without = await whatIf(core, scope, { sessionId, withoutLine: 4 })
  expect(without.otherwise.netMinor).toBe('500')
})

test.each<[string, Partial<StartInput>]>([
  ['at the start', { reservedFrom: at('10:00') }],
  ['after the start', { reservedFrom: at('10:01') }],
  ['more than a day before', { reservedFrom: at('09:59').subtract({ hours: 24 }) }],
])('a reservation %s is refused by its place', async (_title, input) => {
  await expect(start(input)).rejects.toMatchObject({
    code: 'input-invalid',
    details: { faults: [{ path: 'reservedFrom' }] },
  })
})

test.each<[string, Partial<ExpireInput>, string]>([
  ['before it began', { expiredAt: at('08:59') }, 'input-invalid'],
  ['in the future', { expiredAt: at('10:06') }, 'input-invalid'],
  ['for nobody we know', { driverId: '00000000-0000-7000-8000-000000000000' }, 'driver-unknown'],
  ['nowhere', { connectorId: '00000000-0000-7000-8000-000000000000' }, 'not-found'],
])('a reservation that ran out %s is refused', async (_title, input, code) => {
  expect(await refusalOf(expire(input))).toBe(code)
})

test('a connector that another session used was not kept', async () => {
  const { sessionId } = await start({ reservedFrom: null, startedAt: at('09:30') })
  await stop(sessionId)
  const from = (reservedFrom: Temporal.Instant) =>
    refusalOf(start({ reservedFrom, startedAt: at('11:04') }))
  expect(await from(at('10:59'))).toBe('connector-not-kept')
  expect(await from(at('11:00'))).toEqual({ accepted: { sessionId: expect.any(String) } })
  const ended = { reservedFrom: at('09:00'), expiredAt: at('09:31') }
  await expect(expire(ended)).rejects.toMatchObject({
    code: 'connector-not-kept',
    details: { sessionId },
  })
  expect(await expire({ ...ended, expiredAt: at('09:30') })).toEqual({
    sessionId: expect.any(String),
  })
})

test('while a session runs, a reservation is not used and does not run out', async () => {
  await start({ reservedFrom: null, startedAt: at('09:00') })
  expect(await refusalOf(start())).toBe('connector-busy')
  expect(await refusalOf(expire())).toBe('connector-not-kept')
})

test('one reservation runs out once, also when it is told eight times at once', async () => {
  const times = Array.from({ length: 8 })
  // Each on a connection that is open already, so that all of them are under way together.
  await Promise.all(times.map(() => scene.core.db.query('select 1')))
  const outcomes = await Promise.all(times.map(() => refusalOf(expire())))
  expect(outcomes.filter(outcome => outcome === 'connector-not-kept')).toHaveLength(7)
})

test('the same idempotency key tells the same expiry', async () => {
  const connectorId = await addPlug(scene.core, { ...scene.w, maxPowerW: 22_000 })
  const again = () => expire({ connectorId, idempotencyKey: 'told-again' })
  expect(await again()).toEqual(await again())
})

test('finance may not say that a reservation ran out', async () => {
  const { core, w } = scene
  const input = { connectorId: w.connectorId, driverId: w.driverId, idempotencyKey: 'x' }
  const times = { reservedFrom: at('09:00'), expiredAt: at('09:28') }
  const asked = expireReservation(core, { ...w.partner, role: 'finance' }, { ...input, ...times })
  expect(await refusalOf(asked)).toBe('role-insufficient')
})
