/**
 * Tests that facts become whole seconds and whole Wh, and that facts against themselves are
 * stopped.
 */

import { Temporal } from '@wattline/units'

import type { Sample, SessionFacts } from '../session.js'
import { courseOf } from './course.js'

const start = Temporal.Instant.from('2026-03-02T10:00:00.900Z')
const sample = (second: number, energyWh: bigint, activity?: Sample['activity']): Sample => ({
  at: start.add({ seconds: second }),
  energyWh,
  ...(activity && { activity }),
})
const facts = (samples: Sample[], durationSeconds = 3600): SessionFacts => ({
  startedAt: start,
  endedAt: start.add({ seconds: durationSeconds }),
  samples,
})

test('a session begins charging with 0 Wh and keeps what the last sample says', () => {
  const course = courseOf(facts([sample(1800, 5000n, 'PARKED'), sample(2400, 5000n)]))
  expect(course).toEqual({
    startSecond: Temporal.Instant.from('2026-03-02T10:00:00Z').epochMilliseconds / 1000,
    durationSeconds: 3600,
    energyWh: 5000,
    curve: [
      { second: 0, energyWh: 0 },
      { second: 1800, energyWh: 5000 },
      { second: 2400, energyWh: 5000 },
    ],
    activities: [
      { second: 0, activity: 'CHARGING' },
      { second: 1800, activity: 'PARKED' },
    ],
    power: [],
    current: [],
    reservationExpired: false,
  })
})

test('what was measured is kept where it was stated, the last of a second', () => {
  const measured = [
    { ...sample(0, 0n, 'RESERVED'), powerW: 0 },
    { ...sample(60, 10n, 'CHARGING'), powerW: 7400, currentMilliA: 32_000 },
    { ...sample(60, 10n), powerW: 7300 },
    sample(120, 20n),
  ]
  const { activities, power, current } = courseOf(facts(measured))
  expect(activities[0]).toEqual({ second: 0, activity: 'RESERVED' })
  expect(power).toEqual([
    { second: 0, value: 0 },
    { second: 60, value: 7300 },
  ])
  expect(current).toEqual([{ second: 60, value: 32_000 }])
})

test('of several samples in one second the last counts', () => {
  const { curve, activities } = courseOf(
    facts([sample(60, 10n, 'PARKED'), sample(60, 12n, 'CHARGING')]),
  )
  expect(curve).toEqual([
    { second: 0, energyWh: 0 },
    { second: 60, energyWh: 12 },
  ])
  expect(activities).toEqual([{ second: 0, activity: 'CHARGING' }])
})

test('a session may be parked from its first second, and have a reading there', () => {
  const course = courseOf(facts([sample(0, 0n, 'PARKED'), sample(0, 7n)]))
  expect(course.activities).toEqual([{ second: 0, activity: 'PARKED' }])
  expect(course.curve.at(-1)).toEqual({ second: 0, energyWh: 7 })
})

test.each([
  ['energy that falls', facts([sample(10, 5n), sample(20, 4n)]), 'not below the one before'],
  ['samples out of order', facts([sample(20, 5n), sample(10, 5n)]), 'in order of time'],
  ['a sample before the start', facts([sample(-5, 0n)]), 'in order of time'],
  ['a sample after the end', facts([sample(3700, 1n)]), 'sample 0 lies inside the session'],
  ['an end before the start', facts([], -5), 'ends no earlier than it starts'],
  ['a session of three years', facts([], 86_400 * 1095), 'at most 1 000 days'],
  ['more than 100 MWh', facts([sample(10, 100_000_001n)]), 'at most 100 MWh'],
])('%s is a bug of the caller', (_, wrong, message) => {
  expect(() => courseOf(wrong)).toThrow(message)
})
