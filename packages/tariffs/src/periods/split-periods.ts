/**
 * Cuts a session into charging periods at every place where a price may change (OCPI 2.3.0
 * mod_cdrs, ChargingPeriod: a new period starts whenever a relevant price changes, and more are
 * allowed).
 *
 * Clock cuts fall on every instant at which the site's clock shows the time, and on the clock's own
 * jumps. An energy cut falls on the exact Wh, at the second in which it flows; where that is inside
 * a second, a period of no duration holds the energy up to it. A power or current cut falls on the
 * second at which the measured value crosses it. So each Wh belongs to one second of the clock and
 * one place in the session, and further cuts never change what it costs.
 */

import { clockJumps, clockStrikes, readWallClock, type ZoneTable } from '@wattline/units'

import type { ChargingPeriod } from '../rate/rated.js'
import type { Level } from '../restrictions/condition.js'
import type { Activity, ResolvedCut } from '../session.js'
import type { SessionCourse } from './course.js'
import { energyAt, type Knot, secondOfEnergy } from './energy-curve.js'
import { type LevelCurve, levelAt, levelCrossings } from './level-curve.js'

export interface Cutting {
  readonly zone: ZoneTable
  readonly cuts: readonly ResolvedCut[]
  /** Whether the clock's jumps are cuts as well. */
  readonly readsClock: boolean
}

/** The periods tile the session and share out its energy; there is always at least one. */
export function splitPeriods(course: SessionCourse, cutting: Cutting): ChargingPeriod[] {
  const bounds = boundaries(course, cutting)
  const periods: ChargingPeriod[] = []
  let activityIndex = 0
  for (let index = 0; index + 1 < bounds.length; index += 1) {
    const from = bounds[index] as Knot
    const to = bounds[index + 1] as Knot
    while ((course.activities[activityIndex + 1]?.second ?? Infinity) <= from.second) {
      activityIndex += 1
    }
    const activity = course.activities[activityIndex]?.activity ?? 'CHARGING'
    periods.push(periodBetween(from, to, { course, zone: cutting.zone, activity }))
  }
  return periods
}

interface Place {
  readonly course: SessionCourse
  readonly zone: ZoneTable
  readonly activity: Activity
}

function periodBetween(from: Knot, to: Knot, { course, zone, activity }: Place): ChargingPeriod {
  const durationSeconds = to.second - from.second
  const energyWh = to.energyWh - from.energyWh
  const chargingSeconds = activity === 'CHARGING' ? durationSeconds : 0
  const parkedSeconds = activity === 'PARKED' ? durationSeconds : 0
  const reservedSeconds = activity === 'RESERVED' ? durationSeconds : 0
  const clock = readWallClock(zone, course.startSecond + from.second)
  return {
    start: {
      secondOfDay: clock.secondOfDay,
      weekday: clock.weekday,
      date: clock.date,
      sessionSecond: from.second,
      energyMilliWh: from.energyWh * 1000,
      power: measuredAt(course.power, from.second),
      current: measuredAt(course.current, from.second),
      reservationExpired: course.reservationExpired,
    },
    durationSeconds,
    chargingSeconds,
    parkedSeconds,
    reservedSeconds,
    energyWh,
    activity,
    quantities: {
      ENERGY: energyWh * 1000,
      TIME: chargingSeconds * 100,
      PARKING_TIME: parkedSeconds * 100,
      RESERVATION_TIME: reservedSeconds * 100,
    },
  }
}

/** A meter shows one figure at an instant: it is peak and trough. */
function measuredAt(curve: LevelCurve, second: number): Level | undefined {
  const value = levelAt(curve, second)
  return value === undefined ? undefined : { trough: value, peak: value }
}

/** Where periods meet, from the session's start to its end, in order and each once. */
function boundaries(course: SessionCourse, cutting: Cutting): Knot[] {
  const seconds = new Set<number>()
  const bounds: Knot[] = []
  for (const { second } of course.activities) seconds.add(second)
  for (const cut of cutting.cuts) {
    if (cut.kind === 'sessionWh') bounds.push(...energyBoundary(course, Number(cut.wh)))
    else for (const second of secondsOf(cut, course, cutting.zone)) seconds.add(second)
  }
  const readsClock = cutting.readsClock || cutting.cuts.some(({ kind }) => kind === 'clock')
  if (readsClock) {
    for (const jump of clockJumps(cutting.zone, span(course)))
      seconds.add(jump - course.startSecond)
  }
  for (const second of seconds) {
    if (second <= 0 || second >= course.durationSeconds) continue
    bounds.push({ second, energyWh: energyAt(course.curve, second) })
  }
  bounds.sort((a, b) => a.second - b.second || a.energyWh - b.energyWh)
  const inner = bounds.filter((bound, index) => index === 0 || !isSame(bound, bounds[index - 1]))
  const end = { second: course.durationSeconds, energyWh: course.energyWh }
  return [{ second: 0, energyWh: 0 }, ...inner, end]
}

/** The seconds of the session at which a cut falls. */
function secondsOf(
  cut: Exclude<ResolvedCut, { kind: 'sessionWh' }>,
  course: SessionCourse,
  zone: ZoneTable,
): number[] {
  if (cut.kind === 'sinceStart') return [cut.seconds]
  if (cut.kind === 'clock') {
    const strikes = clockStrikes(zone, cut.secondOfDay, span(course))
    return strikes.map(strike => strike - course.startSecond)
  }
  if (cut.kind === 'power' || cut.kind === 'current') {
    return levelCrossings(course[cut.kind], cut.level)
  }
  const ends = course.activities.filter(({ activity }) => activity === 'PARKED')
  return ends.map(({ second }) => second + cut.seconds)
}

function span(course: SessionCourse): { after: number; before: number } {
  return {
    after: course.startSecond,
    before: course.startSecond + course.durationSeconds,
  }
}

/** Nothing when the session never gets there, or ends with it. */
function energyBoundary(course: SessionCourse, energyWh: number): Knot[] {
  const second = energyWh > 0 ? secondOfEnergy(course.curve, energyWh) : undefined
  if (second === undefined) return []
  const isEnd = second === course.durationSeconds && energyWh === course.energyWh
  const isStart = second === 0 && energyWh === 0
  return isEnd || isStart ? [] : [{ second, energyWh }]
}

function isSame(a: Knot, b: Knot | undefined): boolean {
  return b !== undefined && a.second === b.second && a.energyWh === b.energyWh
}
