/**
 * Tests coupons against the real database: limits and budgets hold whatever runs at once, a claim
 * is held, used or released once, and a bill that was lost is made again with what was claimed.
 */

import { type Instant, money, Temporal } from '@wattline/units'

import { billSessions } from '../invoices/bill-sessions.js'
import { quote } from '../quotes/quote.js'
import { decideHeldSession } from '../sessions/decide-held.js'
import { loadToBill } from '../sessions/load-to-bill.js'
import { startSession } from '../sessions/start.js'
import { stopSession } from '../sessions/stop.js'
import { couponPlugin, endedSessions } from '../testing/fact-plugins.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { addPlug, refusalOf, type World, world } from '../testing/world.js'
import { type CouponsInput, createCoupons } from './create-coupons.js'

let core: TestCore
let w: World
beforeAll(async () => {
  core = await testCore()
  w = await world(core, { plugins: [{ plugin: couponPlugin, params: {} }] })
})
afterAll(() => core.close())

const start = Temporal.Instant.from('2026-03-02T06:00:00Z')
const eur = (minor: number) => money(BigInt(minor), 'EUR')

let campaigns = 0

/** A coupon of its own for a test; returns its code. */
async function coupon(limits: Partial<CouponsInput>): Promise<string> {
  campaigns += 1
  const code = `CODE-${campaigns}`
  await createCoupons(core, w.operator, {
    campaign: 'Test',
    codes: [code],
    validFrom: Temporal.Instant.from('2026-01-01T00:00:00Z'),
    idempotencyKey: core.newId(),
    ...limits,
  })
  return code
}

/** Uses, and what is held and taken of its budget. */
async function figuresOf(code: string): Promise<[number, bigint, bigint]> {
  const [row] = await core.owner.query(
    'select uses, held_minor, used_minor from coupon where operator_id = $1 and code = $2',
    [w.operatorId, code],
  )
  return [row.uses, BigInt(row.held_minor), BigInt(row.used_minor)]
}

/** Sessions of 10 kWh, worth 5.00 net each. */
const sessions = (code: string, count: number, from: Instant = start) =>
  endedSessions(
    core,
    w,
    Array.from({ length: count }, (_, index) => ({
      startedAt: from.add({ minutes: index }),
      couponCode: code,
    })),
  )

async function takenOn(sessionIds: readonly string[]): Promise<string[]> {
  const rows = await core.owner.query<{ taken: string }[]>(
    `select coalesce(sum(-l.amount_minor) filter (where l.plugin_id = 'coupon'), 0) as taken
     from invoice_session s join invoice_line l on l.invoice_id = s.invoice_id
     where s.session_id = any($1) group by s.session_id order by s.session_id`,
    [sessionIds],
  )
  return rows.map(({ taken }) => taken)
}

test('of forty bills at once on ten uses, exactly ten get the coupon', async () => {
  const code = await coupon({ usesMax: 10 })
  const ids = await sessions(code, 40)
  await Promise.all(ids.map(id => billSessions(core, w.operatorId, [id])))
  const taken = await takenOn(ids)
  expect(taken.filter(minor => minor === '500')).toHaveLength(10)
  expect(taken.filter(minor => minor === '0')).toHaveLength(30)
  expect(await figuresOf(code)).toEqual([10, 0n, 5000n])
})

test('a budget is never exceeded, and its last use takes what is left', async () => {
  const code = await coupon({ budget: eur(1300), mostPerUse: eur(400) })
  const ids = await sessions(code, 12)
  await Promise.all([0, 3, 6, 9].map(n => billSessions(core, w.operatorId, ids.slice(n, n + 3))))
  const taken = (await takenOn(ids)).map(Number)
  expect(taken.reduce((sum, minor) => sum + minor, 0)).toBe(1300)
  expect(Math.max(...taken)).toBe(400)
  expect(await figuresOf(code)).toEqual([4, 0n, 1300n])
})

test('what a bill does not take is free again, and so is the use where it takes nothing', async () => {
  const code = await coupon({ budget: eur(700), mostPerUse: eur(700), usesMax: 2 })
  const [small] = await sessions(code, 1)
  await billSessions(core, w.operatorId, [small ?? ''])
  expect(await figuresOf(code)).toEqual([1, 0n, 500n])
  const [empty] = await endedSessions(core, w, [
    { startedAt: start, energyWh: 0n, couponCode: code },
  ])
  await billSessions(core, w.operatorId, [empty ?? ''])
  expect(await figuresOf(code)).toEqual([1, 0n, 500n])
  const [last] = await sessions(code, 1)
  await billSessions(core, w.operatorId, [last ?? ''])
  expect(await takenOn([last ?? ''])).toEqual(['200'])
  expect(await figuresOf(code)).toEqual([2, 0n, 700n])
})

test('after a crash between claim and invoice the same claim is billed, and counted once', async () => {
  const code = await coupon({ usesMax: 1, budget: eur(500), mostPerUse: eur(500) })
  const [first, second] = await sessions(code, 2)
  const run = core.runner.run.bind(core.runner)
  core.runner.run = () => Promise.reject(new Error('the worker died'))
  await expect(billSessions(core, w.operatorId, [first ?? ''])).rejects.toThrow('died')
  core.runner.run = run
  expect(await figuresOf(code)).toEqual([1, 500n, 0n])
  // Nobody else gets it meanwhile.
  await billSessions(core, w.operatorId, [second ?? ''])
  const again = [first ?? '', first ?? '', first ?? '']
  await Promise.all(again.map(id => billSessions(core, w.operatorId, [id])))
  expect((await takenOn([first ?? '', second ?? ''])).sort()).toEqual(['0', '500'])
  expect(await figuresOf(code)).toEqual([1, 0n, 500n])
})

test('one driver uses it as often as one driver may; without a driver it is not used', async () => {
  const code = await coupon({ usesPerDriverMax: 2 })
  const ids = await sessions(code, 4)
  await Promise.all(ids.map(id => billSessions(core, w.operatorId, [id])))
  const stranger = await endedSessions(core, w, [
    { startedAt: start, driverId: null, couponCode: code },
  ])
  await billSessions(core, w.operatorId, stranger)
  expect((await takenOn([...ids, ...stranger])).sort()).toEqual(['0', '0', '0', '500', '500'])
})

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
  expect(await takenOn([sessionId])).toEqual(['300'])
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

test('the database itself refuses a claim beyond a limit, and a second settlement', async () => {
  const code = await coupon({ usesMax: 1 })
  const [used, other] = await sessions(code, 2)
  await billSessions(core, w.operatorId, [used ?? ''])
  const claim = `insert into coupon_claim (session_id, operator_id, coupon_id, state, claimed_at)
                 select $1, operator_id, id, 'held', now() from coupon where code = $2`
  await expect(core.owner.query(claim, [other, code])).rejects.toThrow('coupon_uses')
  const settle = `update coupon_claim set state = 'released', used_minor = null where session_id = $1`
  await expect(core.owner.query(settle, [used])).rejects.toThrow('settled before')
})

test('a code is taken once, and every fault of the limits is named', async () => {
  const code = await coupon({})
  const again = { campaign: 'Test', codes: [code], validFrom: start }
  const ask = (input: Partial<CouponsInput>) =>
    createCoupons(core, w.operator, { ...again, ...input, idempotencyKey: core.newId() })
  expect(await refusalOf(ask({}))).toBe('coupon-code-taken')
  const faulty = ask({
    codes: ['A', 'a', '?'],
    usesMax: 0,
    budget: eur(5),
    mostPerUse: eur(6),
    validUntil: start,
  })
  await expect(faulty).rejects.toMatchObject({
    details: {
      faults: ['mostPerUse', 'codes[1]', 'codes[2]', 'usesMax', 'validUntil'].map(path =>
        expect.objectContaining({ path }),
      ),
    },
  })
})
