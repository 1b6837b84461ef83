/**
 * Tests that a session holds its coupon from its start, and that a driver too late is told then.
 */

import { Temporal } from '@wattline/units'

import { billSessions } from '../invoices/bill-sessions.js'
import { quote } from '../quotes/quote.js'
import { decideHeldSession } from '../sessions/decide-held.js'
import { loadToBill } from '../sessions/load-to-bill.js'
import { startSession } from '../sessions/start.js'
import { stopSession } from '../sessions/stop.js'
import { couponFigures, eur, newCoupon, takenOn } from '../testing/coupons.js'
import { couponPlugin } from '../testing/fact-plugins.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { addPlug, refusalOf, type World, world } from '../testing/world.js'
import type { CouponsInput } from './create-coupons.js'

let core: TestCore
let w: World
beforeAll(async () => {
  core = await testCore()
  w = await world(core, { plugins: [{ plugin: couponPlugin, params: {} }] })
})
afterAll(() => core.close())

const start = Temporal.Instant.from('2026-03-02T06:00:00Z')

const coupon = (limits: Partial<CouponsInput>) => newCoupon(core, w, limits)
const figuresOf = (code: string) => couponFigures(core, w, code)

const live = (connectorId: string, more: object = {}) =>
  startSession(core, w.partner, {
    connectorId,
    driverId: w.driverId,
    startedAt: core.clock.now(),
    meterStart: { value: '0', unit: 'kWh' },
    idempotencyKey: core.newId(),
    ...more,
  })

const plug = () =>
  addPlug(core, { operatorId: w.operatorId, locationId: w.locationId, maxPowerW: 22_000 })

test('a session holds its coupon from the start, and the one too many is told at once', async () => {
  const couponCode = await coupon({ usesMax: 3 })
  const plugs = await Promise.all(Array.from({ length: 6 }, plug))
  const outcomes = await Promise.all(
    plugs.map(connectorId => refusalOf(live(connectorId, { couponCode }))),
  )
  expect(outcomes.filter(outcome => outcome === 'coupon-used-up')).toHaveLength(3)
  expect(await figuresOf(couponCode)).toEqual([3, 0n, 0n])
  // Those refused have left no session behind.
  const [row] = await core.owner.query(
    'select count(*)::int as n from session where coupon_code = $1',
    [couponCode],
  )
  expect(row.n).toBe(3)
})

test.each<[string, () => Promise<string>, object?]>([
  ['coupon-unknown', async () => 'nowhere'],
  ['input-invalid', async () => '-'],
  ['coupon-not-valid-then', () => coupon({ validUntil: start })],
  ['coupon-needs-driver', () => coupon({ usesPerDriverMax: 1 }), { driverId: null }],
])('%s is said when the session starts', async (code, make, more = {}) => {
  const couponCode = await make()
  expect(await refusalOf(live(await plug(), { couponCode, ...more }))).toBe(code)
})

test('where no plugin takes coupons, none is taken for nothing', async () => {
  const other = await world(core)
  const asked = startSession(core, other.partner, {
    connectorId: other.connectorId,
    driverId: other.driverId,
    couponCode: 'ANY',
    startedAt: core.clock.now(),
    idempotencyKey: core.newId(),
  })
  expect(await refusalOf(asked)).toBe('coupon-not-taken')
})

test('a quote counts on the coupon, and the session under it takes it', async () => {
  const couponCode = await coupon({ budget: eur(300), mostPerUse: eur(300) })
  const connectorId = await plug()
  const asked = { connectorId, driverId: w.driverId, startAt: core.clock.now(), minutes: 60 }
  const { quoteId } = await quote(core, w.partner, {
    ...asked,
    couponCode: couponCode.toLowerCase(),
    energyWh: 10_000n,
    idempotencyKey: core.newId(),
  })
  const [stored] = await core.owner.query('select total_minor from quote where id = $1', [quoteId])
  expect(stored.total_minor).toBe('238')
  expect(await figuresOf(couponCode)).toEqual([0, 0n, 0n])
  const other = await refusalOf(live(connectorId, { quoteId, couponCode: 'OTHER' }))
  expect(other).toBe('input-invalid')
  const { sessionId } = await live(connectorId, { quoteId })
  expect(await figuresOf(couponCode)).toEqual([1, 300n, 0n])
  const late = quote(core, w.partner, {
    ...asked,
    couponCode,
    energyWh: 10_000n,
    idempotencyKey: core.newId(),
  })
  expect(await refusalOf(late)).toBe('coupon-used-up')
  core.clock.advance('PT1H')
  await stopSession(core, w.partner, {
    sessionId,
    endedAt: core.clock.now(),
    meterStop: { value: '10', unit: 'kWh' },
    idempotencyKey: core.newId(),
  })
  await billSessions(core, w.operatorId, [sessionId])
  expect(await takenOn(core, [sessionId])).toEqual(['300'])
  const [session] = await loadToBill(core.db, w.operatorId, [sessionId])
  expect(session?.answers).toMatchObject({ 'coupon.code': couponCode })
})

test('a held session that is dropped lets go of its coupon', async () => {
  const couponCode = await coupon({ usesMax: 1 })
  const connectorId = await plug()
  const { sessionId } = await live(connectorId, { couponCode })
  core.clock.advance('PT1H')
  await stopSession(core, w.partner, {
    sessionId,
    endedAt: core.clock.now(),
    meterStop: { value: '20', unit: 'kWh' },
    idempotencyKey: core.newId(),
  })
  const weak = 'update connector set max_power_w = 1000 where id = $1'
  await core.owner.query(weak, [connectorId])
  expect(await billSessions(core, w.operatorId, [sessionId])).toMatchObject([{ outcome: 'held' }])
  expect(await figuresOf(couponCode)).toEqual([1, 0n, 0n])
  const reason = 'the meter is broken'
  const decision = { sessionId, decision: 'drop', reason, idempotencyKey: core.newId() } as const
  await decideHeldSession(core, w.support, decision)
  expect(await figuresOf(couponCode)).toEqual([0, 0n, 0n])
})
