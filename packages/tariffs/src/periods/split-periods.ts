/**
 * Cuts a session into charging periods at every place where a price may change (OCPI 2.3.0
 * mod_cdrs, ChargingPeriod: a new period starts whenever a relevant price changes, and more are
 * allowed).
 *
 * Where an energy threshold lies inside a second, a period of no duration holds the energy up to
 * it. So each Wh belongs to one second of the clock and one place in the session, and further cuts
 * never change what it costs.
 */

import { readWallClock, type ZoneTable } from '@wattline/units'

import type { ChargingPeriod } from '../rate/rated.js'
import type { Level } from '../restrictions/condition.js'
import type { Activity, Measure } from '../session.js'
import type { SessionCourse } from './course.js'
import type { Knot } from './energy-curve.js'
import { findBounds } from './find-bounds.js'
import { levelAt } from './level-curve.js'
import type { CutPlan } from './plan-cuts.js'

export interface Cutting {
  readonly zone: ZoneTable
  readonly plan: CutPlan
}

/** The periods tile the session and share out its energy; there is always at least one. */
export function splitPeriods(course: SessionCourse, cutting: Cutting): ChargingPeriod[] {
  const { activities } = course
  const bounds = findBounds(course, cutting.plan, cutting.zone)
  const periods: ChargingPeriod[] = []
  const place: Place = { course, cutting, activity: 'CHARGING' }
  let from = bounds[0]
  let changes = 0
  for (let index = 1; index < bounds.length; index += 1) {
    const to = bounds[index]
    if (from === undefined || to === undefined) break
    for (let next = activities[changes]; next; next = activities[changes]) {
      if (next.second > from.second) break
      place.activity = next.activity
      changes += 1
    }
    periods.push(periodBetween(from, to, place))
    from = to
  }
  return periods
}

interface Place {
  readonly course: SessionCourse
  readonly cutting: Cutting
  activity: Activity
}

function periodBetween(from: Knot, to: Knot, { course, cutting, activity }: Place): ChargingPeriod {
  const { zone, plan } = cutting
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
      // Only where a price hangs on it: that is seldom, and would be made for every period.
      power: plan.power.length === 0 ? undefined : measuredAt(course, 'power', from.second),
      current: plan.current.length === 0 ? undefined : measuredAt(course, 'current', from.second),
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
function measuredAt(course: SessionCourse, measure: Measure, second: number): Level | undefined {
  const value = levelAt(course[measure], second)
  return value === undefined ? undefined : { trough: value, peak: value }
}
