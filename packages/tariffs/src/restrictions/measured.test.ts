/**
 * Tests the bounds on current and power: the peak against the minimum, the trough below the
 * maximum.
 */

import { FaultList, ObjectReader } from '../parse/read-object.js'
import type { Level, Moment } from './condition.js'
import { measuredCurrent, measuredPower } from './measured.js'

const at = (measured: Pick<Moment, 'power' | 'current'>): Moment => ({
  secondOfDay: 0,
  weekday: 1,
  date: 20260302,
  sessionSecond: 0,
  energyMilliWh: 0,
  ...measured,
})
const level = (trough: number, peak = trough): Level => ({
  trough: trough * 1_000_000,
  peak: peak * 1_000_000,
})

test.each`
  min          | max          | power           | holds
  ${'11'}      | ${undefined} | ${level(11)}    | ${true}
  ${'11'}      | ${undefined} | ${level(10.9)}  | ${false}
  ${'11'}      | ${undefined} | ${level(3, 22)} | ${true}
  ${undefined} | ${'11'}      | ${level(11)}    | ${false}
  ${undefined} | ${'11'}      | ${level(10.9)}  | ${true}
  ${undefined} | ${'11'}      | ${level(3, 22)} | ${true}
  ${'5'}       | ${'11'}      | ${level(4)}     | ${false}
  ${'0'}       | ${undefined} | ${level(0)}     | ${true}
  ${'0'}       | ${undefined} | ${level(-3)}    | ${false}
  ${'0'}       | ${undefined} | ${undefined}    | ${false}
  ${undefined} | ${'11'}      | ${undefined}    | ${false}
`('from $min below $max holds at $power: $holds', ({ min, max, power, holds }) => {
  const condition = measuredPower.compile({
    ...(min && { minPowerKw: min }),
    ...(max && { maxPowerKw: max }),
  })
  expect(condition?.holds(at({ power }))).toBe(holds)
})

test('current is bound by current, not by power', () => {
  const condition = measuredCurrent.compile({ minCurrentA: '32' })
  expect(condition?.holds(at({ current: level(32) }))).toBe(true)
  expect(condition?.holds(at({ power: level(32) }))).toBe(false)
})

test('a price may change where the value crosses a bound', () => {
  expect(measuredCurrent.compile({ minCurrentA: '6', maxCurrentA: '16.5' })?.cuts).toEqual([
    { kind: 'current', level: 6_000_000 },
    { kind: 'current', level: 16_500_000 },
  ])
})

test('it says when it applies', () => {
  const condition = measuredPower.compile({ minPowerKw: '11', maxPowerKw: '22' })
  expect(condition?.applies).toBe('at a power from 11 kW on and below 22 kW')
})

test('both are read from their own fields', () => {
  const faults = new FaultList()
  const reader = ObjectReader.open({ min_current: 6, max_power: 'much' }, '$', faults)
  expect(reader && measuredCurrent.read(reader)).toEqual({ minCurrentA: '6' })
  expect(reader && measuredPower.read(reader)).toEqual({})
  expect(faults.faults).toMatchObject([{ path: '$.max_power', code: 'not-a-number' }])
})

test('an element that names neither has no such condition', () => {
  expect([measuredCurrent.compile({}), measuredPower.compile({})]).toEqual([undefined, undefined])
})
