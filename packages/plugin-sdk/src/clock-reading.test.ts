/** Holds the clock's counting equal to a calendar. */

import fc from 'fast-check'

import { type ClockReading, minutesBetween, readingAfter } from './clock-reading.js'

/** What UTC shows, by the calendar of the language. */
function shown(minutes: number): ClockReading {
  const [day = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'UTC',
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(minutes * 60_000)
    .split(' ')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const days = Math.floor(minutes / 1440)
  return {
    minuteOfDay: hour * 60 + minute,
    weekday: ((days + 3) % 7) + 1, // 1 January 1970 was a Thursday.
    date: Number(day.replaceAll('-', '')),
  }
}

const anyMinutes = fc.nat(60 * 24 * 365 * 130)

test('days, months and leap years follow the calendar', () => {
  fc.assert(
    fc.property(anyMinutes, fc.nat(60 * 24 * 70), (from, later) => {
      expect(readingAfter(shown(from), later * 60)).toEqual(shown(from + later))
      expect(minutesBetween(shown(from), shown(from + later))).toBe(later)
    }),
    { numRuns: 500 },
  )
})

test('part of a minute does not move a reading', () => {
  const noon = { minuteOfDay: 720, weekday: 3, date: 20240228 }
  expect(readingAfter(noon, 59)).toEqual(noon)
  expect(readingAfter(noon, 86_400)).toEqual({ minuteOfDay: 720, weekday: 4, date: 20240229 })
})
