/**
 * Tests that energy runs straight between readings, in whole Wh, and that thresholds are found on
 * it.
 */

import fc from 'fast-check'

import { energyAt, type Knot, secondOfEnergy } from './energy-curve.js'

const curve: Knot[] = [
  { second: 0, energyWh: 0 },
  { second: 600, energyWh: 1000 },
  { second: 1200, energyWh: 1000 },
  { second: 1800, energyWh: 1007 },
]

test.each([
  [0, 0],
  [1, 1],
  [300, 500],
  [599, 998],
  [600, 1000],
  [900, 1000],
  [1200, 1000],
  [1500, 1003],
  [1800, 1007],
  [9999, 1007],
])('at second %d the session had delivered %d Wh', (second, energyWh) => {
  expect(energyAt(curve, second)).toBe(energyWh)
})

test.each([
  [1, 1],
  [2, 1],
  [500, 300],
  [1000, 600],
  [1001, 1286],
  [1007, 1800],
  [1008, undefined],
])('%d Wh are reached in second %p', (energyWh, second) => {
  expect(secondOfEnergy(curve, energyWh)).toBe(second)
})

test('a reading above 0 at the start is delivered in the first instant', () => {
  const jump: Knot[] = [
    { second: 0, energyWh: 0 },
    { second: 0, energyWh: 40 },
    { second: 60, energyWh: 100 },
  ]
  expect(energyAt(jump, 0)).toBe(40)
  expect(secondOfEnergy(jump, 10)).toBe(0)
  expect(secondOfEnergy(jump, 40)).toBe(0)
})

const anyCurve = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 900 }), rise: fc.nat(9000) }), { minLength: 1 })
  .map(steps => {
    const knots: Knot[] = [{ second: 0, energyWh: 0 }]
    for (const { gap, rise } of steps) {
      const last = knots.at(-1) ?? { second: 0, energyWh: 0 }
      knots.push({ second: last.second + gap, energyWh: last.energyWh + rise })
    }
    return knots
  })

test('the energy never falls, and a threshold lies between its second and the next', () => {
  fc.assert(
    fc.property(anyCurve, fc.nat(50_000), (knots, energyWh) => {
      const end = knots.at(-1)?.second ?? 0
      for (let second = 1; second <= end; second += 7) {
        expect(energyAt(knots, second)).toBeGreaterThanOrEqual(energyAt(knots, second - 1))
      }
      const second = energyWh > 0 ? secondOfEnergy(knots, energyWh) : undefined
      fc.pre(second !== undefined)
      const reached = energyAt(knots, second)
      expect(reached).toBeLessThanOrEqual(energyWh)
      if (reached === energyWh) {
        if (second > 0) expect(energyAt(knots, second - 1)).toBeLessThan(energyWh)
      } else expect(energyAt(knots, second + 1)).toBeGreaterThan(energyWh)
    }),
  )
})
