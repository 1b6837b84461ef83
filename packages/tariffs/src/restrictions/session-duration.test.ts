/**
 * Tests the duration thresholds: seconds of the whole session, minimum inclusive, maximum
 * exclusive.
 */

import type { Moment } from './condition.js'
import { sessionDuration, showDuration } from './session-duration.js'

const at = (sessionSecond: number): Moment => ({
  secondOfDay: 0,
  weekday: 1,
  date: 20260302,
  sessionSecond,
  energyMilliWh: 0,
})

test.each`
  min          | max          | second  | holds
  ${3600}      | ${undefined} | ${3599} | ${false}
  ${3600}      | ${undefined} | ${3600} | ${true}
  ${undefined} | ${3600}      | ${3599} | ${true}
  ${undefined} | ${3600}      | ${3600} | ${false}
`('from $min before $max holds at $second: $holds', ({ min, max, second, holds }) => {
  const restrictions = {
    ...(min !== undefined && { minDurationSeconds: min }),
    ...(max !== undefined && { maxDurationSeconds: max }),
  }
  expect(sessionDuration.compile(restrictions)?.holds(at(second))).toBe(holds)
})

test('it cuts where it begins and ends, and says so', () => {
  const condition = sessionDuration.compile({
    minDurationSeconds: 0,
    maxDurationSeconds: 5400,
  })
  expect(condition?.cuts).toEqual([{ kind: 'sinceStart', seconds: 5400 }])
  expect(condition?.applies).toBe('from 0 s on and before 1 h 30 min of the session')
})

test('durations are shown in hours, minutes and seconds', () => {
  expect([0, 59, 60, 3600, 90_061].map(showDuration)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '1 h',
    '25 h 1 min 1 s',
  ])
})
