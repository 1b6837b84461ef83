/** Which incoming readings are new, repeated or impossible. */

import { decimal, Temporal } from '@wattline/units'

import { acceptReadings } from './accept.js'
import type { Reading } from './reading.js'

const at = (minutes: number) => Temporal.Instant.from('2026-03-02T10:00:00Z').add({ minutes })
const reading = (minutes: number, registerWh: string): Reading => ({
  measuredAt: at(minutes),
  registerWh: decimal(registerWh),
  activity: null,
  source: 'periodic',
})
const window = { startedAt: at(0), endedAt: null, now: at(60), maxPowerW: 11_000 }
const stored = [reading(0, '1000'), reading(20, '4000')]

test('a late reading that fits between its neighbours is accepted', () => {
  const { fresh, faults } = acceptReadings(stored, [reading(10, '2500')], window)
  expect(fresh).toHaveLength(1)
  expect(faults).toEqual([])
})

test('the same reading again is a duplicate, also inside one delivery', () => {
  const { fresh, duplicates } = acceptReadings(
    stored,
    [reading(20, '4000.0'), reading(30, '5000'), reading(30, '5000')],
    window,
  )
  expect(duplicates).toBe(2)
  expect(fresh).toHaveLength(1)
})

test('readings that arrive in reverse order are all accepted', () => {
  const { fresh } = acceptReadings(
    [],
    [reading(30, '300'), reading(20, '200'), reading(10, '100')],
    window,
  )
  expect(fresh.map(({ registerWh }) => registerWh.toFixed())).toEqual(['100', '200', '300'])
})

test.each([
  ['before the start', reading(-1, '900'), 'reading-before-start'],
  ['an hour ahead of the clock', reading(120, '5000'), 'reading-in-future'],
  ['another value at a stored instant', reading(20, '4001'), 'reading-conflicts'],
  ['lower than an earlier one', reading(30, '3999'), 'reading-goes-back'],
  ['higher than a later one', reading(10, '4001'), 'reading-goes-back'],
  ['kWh sent as Wh times a thousand', reading(30, '5000000'), 'reading-unit-unlikely'],
])('a reading %s is refused by name', (_title, incoming, code) => {
  const { fresh, faults } = acceptReadings(stored, [incoming], window)
  expect(faults.map(fault => fault.code)).toEqual([code])
  expect(fresh).toEqual([])
})

test('a reading after the stop is refused, one at the stop is not', () => {
  const ended = { ...window, endedAt: at(40) }
  expect(acceptReadings(stored, [reading(41, '5000')], ended).faults[0]?.code).toBe(
    'reading-after-stop',
  )
  expect(acceptReadings(stored, [reading(40, '5000')], ended).fresh).toHaveLength(1)
})

test('faults name the place in what was sent, not in time order', () => {
  const { faults } = acceptReadings(stored, [reading(50, '6000'), reading(-5, '1')], window)
  expect(faults.map(({ index }) => index)).toEqual([1])
})
