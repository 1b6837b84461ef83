/** Registers turned into energy over time. */

import { decimal, Temporal } from '@wattline/units'
import fc from 'fast-check'

import { energyOf } from './energy.js'
import type { Reading, ReadingSource } from './reading.js'

const start = Temporal.Instant.from('2026-03-02T10:00:00Z')
const at = (minutes: number) => start.add({ minutes })
const reading = (
  minutes: number,
  registerWh: string,
  source: ReadingSource = 'periodic',
): Reading => ({
  measuredAt: at(minutes),
  registerWh: decimal(registerWh),
  activity: null,
  source,
})

test.each<[string, Reading[], string, bigint]>([
  ['both registers', [reading(0, '100', 'begin'), reading(60, '7100', 'end')], 'begin-end', 7000n],
  [
    'a begin and a periodic register',
    [reading(0, '100', 'begin'), reading(30, '600')],
    'begin-periodic',
    500n,
  ],
  ['periodic registers alone', [reading(5, '100'), reading(30, '600')], 'periodic', 500n],
  [
    'an imported total',
    [reading(0, '0', 'import'), reading(60, '7780', 'import')],
    'import',
    7780n,
  ],
  ['a single register', [reading(0, '100', 'begin')], 'none', 0n],
  ['nothing', [], 'none', 0n],
])('energy stands on %s', (_title, readings, source, totalWh) => {
  const energy = energyOf(readings, start, at(60))
  expect([energy.source, energy.totalWh]).toEqual([source, totalWh])
})

test('readings outside the session are left out', () => {
  const energy = energyOf(
    [reading(-10, '0'), reading(0, '50'), reading(30, '80'), reading(90, '500')],
    start,
    at(60),
  )
  expect(energy.totalWh).toBe(30n)
})

test('tenths of a Wh are rounded from the register, so that they never add up', () => {
  const readings = Array.from({ length: 11 }, (_, n) => reading(n, `${n}.4`))
  expect(energyOf(readings, start, at(60)).totalWh).toBe(10n)
})

test('energy never falls and ends at the total, in whatever order the readings come', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 9999 }),
      (minutes, step) => {
        const energy = energyOf(
          minutes.map(minute => reading(minute, String(minute * step))),
          start,
          at(60),
        )
        const counted = energy.samples.map(sample => sample.energyWh)
        expect([...counted].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))).toEqual(counted)
        expect(counted.at(-1)).toBe(energy.totalWh)
        expect(energy.totalWh).toBe(BigInt((Math.max(...minutes) - Math.min(...minutes)) * step))
      },
    ),
  )
})

test('of several registers at one instant the highest stands last, whichever came first', () => {
  const readings = [reading(0, '50'), reading(30, '90'), reading(30, '80'), reading(30, '85')]
  const energy = energyOf(readings, start, at(60))
  expect(energyOf([...readings].reverse(), start, at(60))).toEqual(energy)
  expect(energy.samples.map(({ energyWh }) => energyWh)).toEqual([0n, 30n, 35n, 40n])
})

test('power and current go with the sample that states them', () => {
  const stated = { ...reading(30, '80'), powerW: 7400, currentMilliA: 32_000 }
  const silent = { ...reading(40, '90'), powerW: null }
  const { samples } = energyOf([reading(0, '50'), stated, silent], start, at(60))
  expect(samples.map(({ powerW, currentMilliA }) => [powerW, currentMilliA])).toEqual([
    [undefined, undefined],
    [7400, 32_000],
    [undefined, undefined],
  ])
})
