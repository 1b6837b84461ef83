/** Tests that all restrictions of an element are conditions of it at once. */

import { conditionsOf } from './rules.js'

test('each kind of restriction becomes one condition', () => {
  const conditions = conditionsOf({
    startTime: '07:00',
    endTime: '18:00',
    startDate: '2026-01-01',
    daysOfWeek: [1],
    minKwh: '5',
    maxDurationSeconds: 3600,
  })
  expect(conditions.map(({ applies }) => applies)).toEqual([
    'from 07:00 to 18:00',
    'from 2026-01-01',
    'on Monday',
    'from 5 kWh on of the session',
    'before 1 h of the session',
  ])
})

test('an element without restrictions has no condition', () => {
  expect(conditionsOf({})).toEqual([])
})
