/**
 * Finds where charging periods meet: at every place where a price may change, and where the vehicle
 * begins or stops charging.
 *
 * Clock cuts fall on every instant at which the site's clock shows the time, and on the clock's own
 * jumps. An energy cut falls on the exact Wh, at the second in which it flows. A power or current
 * cut falls on the second at which the measured value crosses it.
 */

import { clockJumps, clockStrikesOf, isSteady, smallInteger, type ZoneTable } from '@wattline/units'

import type { SessionCourse } from './course.js'
import { energyAt, type Knot, secondOfEnergy } from './energy-curve.js'
import { levelCrossings } from './level-curve.js'
import type { CutPlan } from './plan-cuts.js'

/** From the session's start to its end, in order and each once. */
export function findBounds(course: SessionCourse, plan: CutPlan, zone: ZoneTable): Knot[] {
  const { durationSeconds, curve } = course
  const bounds: Knot[] = [{ second: 0, energyWh: 0 }]
  const end = { second: durationSeconds, energyWh: course.energyWh }
  for (const energyWh of plan.energyWh) {
    if (energyWh <= 0 || energyWh > course.energyWh) continue
    const second = secondOfEnergy(curve, energyWh)
    if (second !== undefined) insert(bounds, { second, energyWh })
  }
  const seconds = secondsOf(course, plan, zone)
  // The few of a usual session are quickest put in place one by one, and many when they are sorted.
  if (seconds.length > 64) seconds.sort((a, b) => a - b)
  for (const at of seconds) {
    const second = smallInteger(at - course.startSecond)
    if (second <= 0 || second >= durationSeconds) continue
    insert(bounds, { second, energyWh: energyAt(curve, second) })
  }
  // A session of no energy and no duration still has one period.
  if (bounds.length === 1 || !isSame(bounds[bounds.length - 1], end)) bounds.push(end)
  return bounds
}

/** Epoch seconds, some of them outside the session, in any order. */
function secondsOf(course: SessionCourse, plan: CutPlan, zone: ZoneTable): number[] {
  const { startSecond, durationSeconds, activities } = course
  const span = { after: startSecond, before: startSecond + durationSeconds }
  const seconds = plan.clock.length === 0 ? [] : clockStrikesOf(zone, plan.clock, span)
  if (plan.readsClock && !isSteady(zone, span.after, span.before)) {
    for (const jump of clockJumps(zone, span)) seconds.push(jump)
  }
  for (const second of plan.sinceStart) seconds.push(startSecond + second)
  for (const { second, activity } of activities) {
    seconds.push(startSecond + second)
    if (activity !== 'PARKED') continue
    for (const later of plan.sinceChargingEnded) seconds.push(startSecond + second + later)
  }
  for (const level of plan.power) {
    for (const second of levelCrossings(course.power, level)) seconds.push(startSecond + second)
  }
  for (const level of plan.current) {
    for (const second of levelCrossings(course.current, level)) seconds.push(startSecond + second)
  }
  return seconds
}

/** Keeps the bounds in order of second, then of energy; a bound that is there already stays one. */
function insert(bounds: Knot[], bound: Knot): void {
  let place = bounds.length
  while (place > 0 && isAfter(bounds[place - 1], bound)) place -= 1
  if (isSame(bounds[place - 1], bound)) return
  if (place === bounds.length) bounds.push(bound)
  else bounds.splice(place, 0, bound)
}

function isAfter(a: Knot | undefined, b: Knot): boolean {
  if (a === undefined) return false
  return a.second === b.second ? a.energyWh > b.energyWh : a.second > b.second
}

function isSame(a: Knot | undefined, b: Knot): boolean {
  return a !== undefined && a.second === b.second && a.energyWh === b.energyWh
}
