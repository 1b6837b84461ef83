/**
 * Tests the energy thresholds: the session's energy, the minimum inclusive, the maximum exclusive.
 */

import { FaultList, ObjectReader } from '../parse/read-object.js'
import type { Moment } from './condition.js'
import { sessionEnergy, showKwh } from './session-energy.js'

const after = (energyMilliWh: number): Moment => ({
  secondOfDay: 0,
  weekday: 1,
  date: 20260302,
  sessionSecond: 0,
  energyMilliWh,
})

test.each`
  min          | max          | energyMilliWh | holds
  ${'10'}      | ${undefined} | ${9_999_999}  | ${false}
  ${'10'}      | ${undefined} | ${10_000_000} | ${true}
  ${undefined} | ${'10'}      | ${9_999_999}  | ${true}
  ${undefined} | ${'10'}      | ${10_000_000} | ${false}
  ${'0'}       | ${'0.5'}     | ${0}          | ${true}
`('from $min below $max holds at $energyMilliWh: $holds', row => {
  const restrictions = {
    ...(row.min && { minKwh: row.min }),
    ...(row.max && { maxKwh: row.max }),
  }
  expect(sessionEnergy.compile(restrictions)?.holds(after(row.energyMilliWh))).toBe(row.holds)
})

test('a threshold between two whole Wh is passed with the upper one', () => {
  const condition = sessionEnergy.compile({ minKwh: '0.0005', maxKwh: '2' })
  expect(condition?.cuts).toEqual([
    { kind: 'sessionWh', wh: 1n },
    { kind: 'sessionWh', wh: 2000n },
  ])
})

test('thresholds that exclude each other can never hold', () => {
  expect(sessionEnergy.compile({ minKwh: '5', maxKwh: '5' })?.isNever).toBe(true)
})

test('it says when it applies', () => {
  const condition = sessionEnergy.compile({ minKwh: '10' })
  expect(condition?.applies).toBe('from 10 kWh on of the session')
})

test('an energy below zero is refused', () => {
  const faults = new FaultList()
  const reader = ObjectReader.open({ min_kwh: -1, max_kwh: 2 }, '$', faults)
  expect(reader && sessionEnergy.read(reader)).toEqual({ maxKwh: '2' })
  expect(faults.faults.map(({ path }) => path)).toEqual(['$.min_kwh'])
})

test('kWh are shown without idle zeros', () => {
  expect([showKwh(0), showKwh(1_500_000), showKwh(1)]).toEqual(['0', '1.5', '0.000001'])
})
