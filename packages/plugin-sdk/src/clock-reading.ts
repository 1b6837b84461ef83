/** Counts on from what a site's clock shows, without a `Date`: a plugin's input holds readings. */

import type { PluginPeriod } from './contract.js'

/** What the clock shows at a period's start. */
export type ClockReading = Pick<PluginPeriod, 'minuteOfDay' | 'weekday' | 'date'>

const minutesPerDay = 1440

/** Days from 1 March of the year 0 to a date YYYYMMDD of the Gregorian calendar. */
function dayOf(date: number): number {
  const day = date % 100
  const month = ((date - day) / 100) % 100
  const shifted = (month + 9) % 12 // March first, so that a leap day ends its year.
  const year = Math.floor(date / 10_000) - (month < 3 ? 1 : 0)
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  return year * 365 + leapDays + Math.floor((shifted * 306 + 5) / 10) + day - 1
}

/** The day after a date. */
function nextDate(date: number): number {
  const wanted = dayOf(date) + 1
  const firstOfNextMonth = date - (date % 100) + (date % 10_000 < 1200 ? 101 : 8901)
  return wanted === dayOf(firstOfNextMonth) ? firstOfNextMonth : date + 1
}

/** What a clock that is not set shows after so many seconds, as far as whole minutes tell. */
export function readingAfter(from: ClockReading, seconds: number): ClockReading {
  let { weekday, date } = from
  let minuteOfDay = from.minuteOfDay + Math.floor(seconds / 60)
  for (; minuteOfDay >= minutesPerDay; minuteOfDay -= minutesPerDay) {
    weekday = (weekday % 7) + 1
    date = nextDate(date)
  }
  return { minuteOfDay, weekday, date }
}

/** Minutes from one reading to another, by the clock. */
export function minutesBetween(from: ClockReading, to: ClockReading): number {
  const days = dayOf(to.date) - dayOf(from.date)
  return days * minutesPerDay + to.minuteOfDay - from.minuteOfDay
}
