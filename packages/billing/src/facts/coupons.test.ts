/**
 * Tests coupons against the real database: limits and budgets hold whatever runs at once, a claim
 * is held, used or released once, and a bill that was lost is made again with what was claimed.
 */

import { type Instant, Temporal } from '@wattline/units'
import fc from 'fast-check'

import { billSessions } from '../invoices/bill-sessions.js'
import { couponFigures, eur, newCoupon, takenOn } from '../testing/coupons.js'
import { couponPlugin, endedSessions } from '../testing/fact-plugins.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { refusalOf, type World, world } from '../testing/world.js'
import { type CouponsInput, createCoupons } from './create-coupons.js'

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

test('of forty bills at once on ten uses, exactly ten get the coupon', async () => {
  const code = await coupon({ usesMax: 10 })
  const ids = await sessions(code, 40)
  await Promise.all(ids.map(id => billSessions(core, w.operatorId, [id])))
  const taken = await takenOn(core, ids)
  expect(taken.filter(minor => minor === '500')).toHaveLength(10)
  expect(taken.filter(minor => minor === '0')).toHaveLength(30)
  expect(await figuresOf(code)).toEqual([10, 0n, 5000n])
})

test('a budget is never exceeded, and its last use takes what is left', async () => {
  const code = await coupon({ budget: eur(1300), mostPerUse: eur(400) })
  const ids = await sessions(code, 12)
  await Promise.all([0, 3, 6, 9].map(n => billSessions(core, w.operatorId, ids.slice(n, n + 3))))
  const taken = (await takenOn(core, ids)).map(Number)
  expect(taken.reduce((sum, minor) => sum + minor, 0)).toBe(1300)
  expect(Math.max(...taken)).toBe(400)
  expect(await figuresOf(code)).toEqual([4, 0n, 1300n])
})

test('whatever the order and the amounts, bills take what the coupon counts, and no more', async () => {
  const anyEnergy = fc.bigInt(0n, 20_000n)
  const anyBudget = fc.record({
    energies: fc.array(anyEnergy, { minLength: 1, maxLength: 6 }),
    most: fc.integer({ min: 1, max: 600 }),
    more: fc.integer({ min: 0, max: 900 }),
    size: fc.integer({ min: 1, max: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(anyBudget, async ({ energies, most, more, size }) => {
      const code = await coupon({ budget: eur(most + more), mostPerUse: eur(most) })
      const ids = await endedSessions(
        core,
        w,
        energies.map(energyWh => ({ startedAt: start, energyWh, couponCode: code })),
      )
      const batches = Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
        ids.slice(index * size, (index + 1) * size),
      )
      await Promise.all(batches.map(batch => billSessions(core, w.operatorId, batch)))
      const taken = (await takenOn(core, ids)).map(Number)
      const sum = taken.reduce((total, minor) => total + minor, 0)
      expect(sum).toBeLessThanOrEqual(most + more)
      expect(Math.max(...taken)).toBeLessThanOrEqual(most)
      const uses = taken.filter(minor => minor > 0).length
      expect(await figuresOf(code)).toEqual([uses, 0n, BigInt(sum)])
    }),
    { numRuns: 12 },
  )
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
  expect(await takenOn(core, [last ?? ''])).toEqual(['200'])
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
  expect((await takenOn(core, [first ?? '', second ?? ''])).sort()).toEqual(['0', '500'])
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
  expect((await takenOn(core, [...ids, ...stranger])).sort()).toEqual(['0', '0', '0', '500', '500'])
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
