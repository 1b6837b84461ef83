/** Tries each kind of bound on one session, and where its figure comes from. */

import { baseOf, limitOf } from './bounds.js'
import type { Bound, Component } from './contract.js'
import { sampleInput } from './sample-input.js'

const input = sampleInput(
  [
    { durationSeconds: 1000, energyWh: 1500, base: { ENERGY: 1001, TIME: 10 } },
    { durationSeconds: 800, energyWh: 1, base: { ENERGY: 1000, FLAT: 5 } },
  ],
  { dayAhead: 7, tier: 'gold' },
)
const params = { share: 1000, none: 0 }
const limit = (on: Component, ...bounds: Bound[]) =>
  limitOf({ code: 'A', kind: 'SURCHARGE', on, bounds }, { input, params })

test.each<[Component, bigint]>([
  ['ENERGY', 2001n],
  ['TIME', 10n],
  ['FLAT', 5n],
  ['PARKING_TIME', 0n],
  ['SESSION', 2016n],
])('the base of %s is %s', (on, base) => {
  expect(baseOf(input, on)).toBe(base)
})

test.each<[Component, Bound[], bigint | undefined]>([
  ['ENERGY', [{ shareOfBaseBp: { param: 'share' } }], 201n],
  ['SESSION', [{ shareOfBaseBp: 10_000 }], 2016n],
  ['ENERGY', [{ perKwh: { fact: 'dayAhead' } }], 11n],
  ['TIME', [{ perHour: 100 }], 50n],
  ['SESSION', [{ perSession: 9 }], 9n],
  ['SESSION', [{ perSession: 9 }, { perHour: 100 }], 59n],
  ['SESSION', [{ perSession: { param: 'none' } }], 0n],
  ['SESSION', [{ perSession: { fact: 'tier' } }], undefined],
  ['SESSION', [{ perSession: 9 }, { perKwh: { param: 'missing' } }], undefined],
])('%s within %j comes to at most %s', (on, bounds, most) => {
  expect(limit(on, ...bounds)).toBe(most)
})

test('a price that an earlier plugin added is part of the base, a discount is not', () => {
  const line = (on: Component, amount: number) => ({ plugin: 'p', code: 'P', on, amount })
  const priced = { ...input, earlierLines: [line('ENERGY', 99), line('SESSION', 1)] }
  expect(baseOf(priced, 'ENERGY')).toBe(2100n)
  expect(baseOf(priced, 'SESSION')).toBe(2116n)
  expect(baseOf({ ...input, earlierLines: [line('ENERGY', -99)] }, 'ENERGY')).toBe(2001n)
})
