/** Tests the weekdays of a tariff, read from the site's calendar. */

import { FaultList, ObjectReader } from '../parse/read-object.js'
import type { Moment } from './condition.js'
import { dayOfWeek } from './day-of-week.js'

const on = (weekday: number): Moment => ({
  secondOfDay: 0,
  weekday,
  date: 20260302,
  sessionSecond: 0,
  energyMilliWh: 0,
})

test('it holds on the days of the list alone', () => {
  const condition = dayOfWeek.compile({ daysOfWeek: [6, 7] })
  const held = [1, 2, 3, 4, 5, 6, 7].filter(day => condition?.holds(on(day)))
  expect(held).toEqual([6, 7])
  expect(condition?.applies).toBe('on Saturday, Sunday')
  expect(condition?.cuts).toEqual([{ kind: 'clock', secondOfDay: 0 }])
})

test('an empty list restricts nothing', () => {
  expect(dayOfWeek.compile({ daysOfWeek: [] })).toBeUndefined()
})

test('names are read, and what is no weekday is named by its place', () => {
  const faults = new FaultList()
  const reader = ObjectReader.open({ day_of_week: ['MONDAY', 'Sunday'] }, '$', faults)
  expect(reader && dayOfWeek.read(reader)).toEqual({ daysOfWeek: [1] })
  expect(faults.faults).toMatchObject([{ path: '$.day_of_week[1]', code: 'not-a-weekday' }])
})
