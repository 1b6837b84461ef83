/**
 * Wall clocks by arithmetic: a zone as a table of offset changes, built once from Temporal.
 *
 * A Temporal call in the pricing loop costs about eighty times the pricing itself, so the loop
 * reads this table instead; tests hold it equal to Temporal, the two daylight-saving nights
 * included. Instants are whole epoch seconds here; `secondOf` and `instantFromSecond` lead in and
 * out.
 */

import { assert, BrokenInvariant } from './assert.js'
import { smallInteger } from './small-integer.js'
import { type Instant, isTimeZone, Temporal } from './time.js'

/** The offsets of one IANA zone: `offsets[i]` seconds hold from `changes[i]` on. */
export interface ZoneTable {
  readonly timeZone: string
  /** Epoch seconds, ascending; the first is the table's own beginning. */
  readonly changes: readonly number[]
  /** Seconds that the zone's clock is ahead of UTC. */
  readonly offsets: readonly number[]
  /** Where the last questions were answered, since the next one is mostly near. */
  readonly lately: { stretch: number; day: number; date: number }
}

/** What a clock on the wall shows. */
export interface WallClock {
  /** 0 to 86 399. */
  readonly secondOfDay: number
  /** 1 (Monday) to 7 (Sunday). */
  readonly weekday: number
  /** The date as the number YYYYMMDD. */
  readonly date: number
}

export const secondsPerDay = 86_400

/** Sessions are billed inside these two instants; outside, nothing is known about clocks. */
const tableStart = Temporal.Instant.from('2000-01-01T00:00:00Z').epochMilliseconds / 1000
const tableEnd = Temporal.Instant.from('2100-01-01T00:00:00Z').epochMilliseconds / 1000

const tables = new Map<string, ZoneTable>()

/** The table of a zone, built at the first call. @throws BrokenInvariant for an unknown zone */
export function zoneTable(timeZone: string): ZoneTable {
  const known = tables.get(timeZone)
  if (known) return known
  assert(isTimeZone(timeZone), `${timeZone} is not an IANA time zone`)
  const table = buildTable(timeZone)
  tables.set(timeZone, table)
  return table
}

function buildTable(timeZone: string): ZoneTable {
  let at = Temporal.Instant.fromEpochMilliseconds(tableStart * 1000).toZonedDateTimeISO(timeZone)
  const changes = [tableStart]
  const offsets = [offsetOf(at)]
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds >= tableEnd * 1000) break
    at = next
    // A zone may change its name or its law without moving its clock.
    if (offsetOf(at) === offsets.at(-1)) continue
    changes.push(at.epochMilliseconds / 1000)
    offsets.push(offsetOf(at))
  }
  return { timeZone, changes, offsets, lately: { stretch: 0, day: 0, date: dateOfDay(0) } }
}

function offsetOf(at: Temporal.ZonedDateTime): number {
  return smallInteger(at.offsetNanoseconds / 1e9)
}

/** The whole second an instant lies in, since 1970. */
export function secondOf(instant: Instant): number {
  return smallInteger(Math.floor(instant.epochMilliseconds / 1000))
}

export function instantFromSecond(epochSecond: number): Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochSecond * 1000)
}

/** Seconds that the zone's clock is ahead of UTC at an instant. */
export function offsetAt(zone: ZoneTable, epochSecond: number): number {
  return zone.offsets[stretchAt(zone, epochSecond)] ?? 0
}

/** Whether the zone's clock runs without a jump from one instant until a later one. */
export function isSteady(zone: ZoneTable, fromSecond: number, untilSecond: number): boolean {
  const jump = zone.changes[stretchAt(zone, fromSecond) + 1]
  return jump === undefined || untilSecond <= jump
}

/**
 * Index of the stretch of constant offset that holds an instant: the last one asked for, or found.
 */
function stretchAt(zone: ZoneTable, epochSecond: number): number {
  const { changes, lately } = zone
  const from = changes[lately.stretch] ?? tableEnd
  const to = changes[lately.stretch + 1] ?? tableEnd
  if (epochSecond < from || epochSecond >= to) lately.stretch = findStretch(changes, epochSecond)
  return lately.stretch
}

/** By bisection. */
function findStretch(changes: readonly number[], epochSecond: number): number {
  if (!(epochSecond >= tableStart && epochSecond < tableEnd)) {
    const where = `${epochSecond} s since 1970 lies outside`
    throw new BrokenInvariant(`clocks are known from 2000 to 2099; ${where}`)
  }
  let low = 0
  let high = changes.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((changes[middle] ?? 0) <= epochSecond) low = middle
    else high = middle - 1
  }
  return low
}

/** Reads the zone's clock at an instant. */
export function readWallClock(zone: ZoneTable, epochSecond: number): WallClock {
  const local = epochSecond + offsetAt(zone, epochSecond)
  const day = smallInteger(Math.floor(local / secondsPerDay))
  const { lately } = zone
  if (day !== lately.day) {
    lately.day = day
    lately.date = dateOfDay(day)
  }
  return {
    secondOfDay: smallInteger(local - day * secondsPerDay),
    weekday: weekdayOfDay(day),
    date: lately.date,
  }
}

/** 1970-01-01 was a Thursday. */
function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/**
 * The proleptic Gregorian date of a day since 1970, as YYYYMMDD, counted in years that begin in
 * March.
 */
function dateOfDay(day: number): number {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return year * 10_000 + month * 100 + dayOfMonth
}

/** An open stretch of time in epoch seconds: both ends are outside. */
export interface Between {
  readonly after: number
  readonly before: number
}

/**
 * Every instant at which the zone's clock shows this second of the day: twice on the night an hour
 * is repeated, never on the night it is skipped. In order of time.
 */
export function clockStrikes(zone: ZoneTable, secondOfDay: number, between: Between): number[] {
  return clockStrikesOf(zone, [secondOfDay], between)
}

/** As `clockStrikes` for several seconds of the day, which come in ascending order. */
export function clockStrikesOf(
  zone: ZoneTable,
  secondsOfDay: readonly number[],
  between: Between,
): number[] {
  const strikes: number[] = []
  for (let index = stretchAt(zone, between.after); index < zone.changes.length; index += 1) {
    const from = Math.max(zone.changes[index] ?? 0, between.after + 1)
    const to = Math.min(zone.changes[index + 1] ?? tableEnd, between.before)
    if (from >= between.before) break
    const offset = zone.offsets[index] ?? 0
    pushStrikes(strikes, secondsOfDay, { from, to, offset })
  }
  return strikes
}

/** A stretch of time in which a clock runs ahead of UTC by one offset; the end is outside. */
interface Stretch {
  readonly from: number
  readonly to: number
  readonly offset: number
}

function pushStrikes(
  strikes: number[],
  secondsOfDay: readonly number[],
  { from, to, offset }: Stretch,
): void {
  const day = smallInteger(Math.floor((from + offset) / secondsPerDay))
  let midnight = day * secondsPerDay - offset
  let next = 0
  while (midnight + (secondsOfDay[next] ?? secondsPerDay) < from) next += 1
  for (;;) {
    const secondOfDay = secondsOfDay[next]
    if (midnight + (secondOfDay ?? secondsPerDay) >= to) return
    if (secondOfDay === undefined) {
      midnight += secondsPerDay
      next = 0
    } else {
      strikes.push(midnight + secondOfDay)
      next += 1
    }
  }
}

/** Every instant at which the zone's clock jumps. In order of time. */
export function clockJumps(zone: ZoneTable, between: Between): number[] {
  const jumps: number[] = []
  for (let index = stretchAt(zone, between.after) + 1; index < zone.changes.length; index += 1) {
    const change = zone.changes[index] ?? tableEnd
    if (change >= between.before) break
    jumps.push(change)
  }
  return jumps
}

/** An instant as ISO 8601 text in UTC with seconds: `2026-03-29T01:00:00Z`. */
export function showSecond(epochSecond: number): string {
  const day = Math.floor(epochSecond / secondsPerDay)
  const date = dateOfDay(day).toString().padStart(8, '0')
  const time = showTimeOfDay(epochSecond - day * secondsPerDay)
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time}Z`
}

/** A second of the day as `HH:MM:SS`. */
function showTimeOfDay(secondOfDay: number): string {
  const two = (value: number): string => value.toString().padStart(2, '0')
  const hours = Math.floor(secondOfDay / 3600)
  const minutes = Math.floor((secondOfDay % 3600) / 60)
  return `${two(hours)}:${two(minutes)}:${two(secondOfDay % 60)}`
}
