/**
 * Where and when a tariff is tried: a site's clock, and the stretch of time looked at.
 *
 * The time is the tariff's own, or a whole year at least, so that both nights on which clocks jump
 * are in it.
 */

import {
  assert,
  clockJumps,
  clockStrikes,
  type Instant,
  parseInstant,
  readWallClock,
  secondOf,
  secondsPerDay,
  Temporal,
  type ZoneTable,
  zoneTable,
} from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import type { CompiledTariff } from '../compile/compiled.js'
import type { Tariff } from '../tariff.js'
import { dateNumber } from './axes.js'
import { type Box, wholeBox } from './box.js'
import type { Finding } from './finding.js'

/** Epoch seconds, the end exclusive. */
export interface Stay {
  readonly fromSecond: number
  readonly toSecond: number
}

/** A clock, and when the tariff is looked at under it. */
export interface Place extends Stay {
  readonly zone: ZoneTable
}

export interface Site extends Place {
  readonly tariff: CompiledTariff
}

/** What rules that price sessions are given. */
export interface Subject {
  readonly tariff: Tariff
  /** At least one. */
  readonly sites: readonly Site[]
}

/** One thing that can be wrong with a tariff, shown by sessions that the engine prices. */
export type ProofRule = (subject: Subject) => Finding[]

/** Clocks that jump in March and October, in April and October the other way round, and never. */
const zonesOfTheWorld = ['Europe/Berlin', 'Australia/Sydney', 'UTC']

/** Looked at where nothing names a date; the nights of other years are alike. */
const anyYear = 2027
/** Before it and after it no clock is known. */
const firstYear = 2001
const lastYear = 2098

/** Dates and weekdays that can meet, meet within so many days. */
const daysLookedAt = 400

/** Where and from when on a tariff is tried. */
export interface LintOptions {
  /** The IANA zones of the tariff's sites; without any, clocks of the whole world are tried. */
  readonly timeZones?: readonly string[]
  /** What lies before it is not looked at. */
  readonly publishedAt?: Instant
}

/** @throws BrokenInvariant for an unknown zone */
export function subjectOf(tariff: Tariff, { timeZones = [], publishedAt }: LintOptions): Subject {
  const names = timeZones.length === 0 ? zonesOfTheWorld : timeZones
  return {
    tariff,
    sites: names.map(name => {
      const zone = zoneTable(name)
      return { ...stayOf(tariff, zone, publishedAt), zone, tariff: compileTariff(tariff, name) }
    }),
  }
}

/** From when to when the tariff says it is valid. */
export function validityOf({ startsAt, endsAt }: Tariff): Stay {
  return {
    fromSecond: startsAt === undefined ? ever.fromSecond : secondOfText(startsAt),
    toSecond: endsAt === undefined ? ever.toSecond : secondOfText(endsAt),
  }
}

/**
 * The validity of the tariff. Where its start is open, from its publication on, or from the first
 * date it speaks of; where its end is open, a year beyond the last date it speaks of.
 */
function stayOf(tariff: Tariff, zone: ZoneTable, publishedAt: Instant | undefined): Stay {
  const { fromSecond: start, toSecond: end } = validityOf(tariff)
  const [isOpenBefore, isOpenAfter] = [tariff.startsAt === undefined, tariff.endsAt === undefined]
  const dated = datesIn(tariff, zone)
  const firsts = [...dated.map(({ first }) => first), ...(isOpenAfter ? [] : [end - yearSeconds])]
  const first = firsts.length === 0 ? startOfYear(anyYear) : Math.min(...firsts)
  // A tariff that has ended is looked at as it was.
  const published = publishedAt === undefined ? undefined : secondOf(publishedAt)
  const since = published !== undefined && published < end ? published : undefined
  const fromSecond = within(
    isOpenBefore ? (since ?? first) : Math.max(start, since ?? ever.fromSecond),
  )
  const lasts = dated.map(({ last }) => last)
  const toSecond = isOpenAfter ? within(Math.max(fromSecond, ...lasts) + yearSeconds) : end
  return { fromSecond, toSecond }
}

/** The first and the last date that each element speaks of, as the site's midnights. */
function datesIn({ elements }: Tariff, zone: ZoneTable): { first: number; last: number }[] {
  return elements.flatMap(({ restrictions: { startDate, endDate } }) => {
    const to = endDate === undefined ? undefined : midnightOf(zone, endDate)
    const from = startDate === undefined ? undefined : midnightOf(zone, startDate)
    const first = from ?? (to === undefined ? undefined : to - yearSeconds)
    return first === undefined ? [] : [{ first, last: to ?? first }]
  })
}

/** Where the site's calendar comes to a date written as YYYY-MM-DD. */
function midnightOf(zone: ZoneTable, text: string): number {
  const date = { from: dateNumber(text), to: wholeBox.date.to }
  return instantIn({ ...ever, zone }, { ...wholeBox, date }) ?? ever.toSecond
}

/** Kept to the years in which clocks are known. */
function within(second: number): number {
  return Math.min(Math.max(second, ever.fromSecond), ever.toSecond)
}

function secondOfText(text: string): number {
  const instant = parseInstant(text)
  assert(instant !== undefined, `a parsed tariff has instants that can be read: ${text}`)
  return within(secondOf(instant))
}

const yearSeconds = 366 * secondsPerDay

function startOfYear(year: number): number {
  return secondOf(Temporal.Instant.from(`${year}-01-01T00:00:00Z`))
}

/** Every stretch of time in which clocks are known. */
export const ever: Stay = {
  fromSecond: startOfYear(firstYear),
  toSecond: startOfYear(lastYear + 1),
}

/**
 * An instant at which the site's clock and calendar show something inside the box: the first at
 * which the clock strikes the box's start, or jumps into it, or the stay's own beginning. A stretch
 * inside the box begins with one of the three.
 */
export function instantIn({ zone, fromSecond, toSecond }: Place, box: Box): number | undefined {
  const from = Math.max(fromSecond, secondOfDate(box.date.from) - secondsPerDay)
  const to = Math.min(
    toSecond,
    secondOfDate(box.date.to) + secondsPerDay,
    from + daysLookedAt * secondsPerDay,
  )
  if (from >= to) return undefined
  const between = { after: from - 1, before: to }
  const strike = clockStrikes(zone, box.clock.from, between).find(at => isInside(zone, at, box))
  if (strike !== undefined) return strike
  return [from, ...clockJumps(zone, between)].find(at => isInside(zone, at, box))
}

function isInside(zone: ZoneTable, second: number, box: Box): boolean {
  const { secondOfDay, weekday, date } = readWallClock(zone, second)
  return (
    secondOfDay >= box.clock.from &&
    secondOfDay < box.clock.to &&
    weekday >= box.weekday.from &&
    weekday < box.weekday.to &&
    date >= box.date.from &&
    date < box.date.to
  )
}

/** Midnight UTC of a date written as YYYYMMDD, kept within the years known. */
function secondOfDate(date: number): number {
  const year = Math.floor(date / 10_000)
  if (year < firstYear) return ever.fromSecond
  if (year > lastYear) return ever.toSecond
  const day = date.toString()
  const text = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`
  return secondOf(Temporal.Instant.from(text))
}
