/** Finds the moments inside a received period at which a price of the tariff may change. */

import {
  clockStrikesOf,
  isSteady,
  readWallClock,
  secondsPerDay,
  type ZoneTable,
} from '@wattline/units'

import type { CompiledTariff } from '../compile/compiled.js'
import type { ChargingPeriod } from '../rate/rated.js'
import type { Moment } from '../restrictions/condition.js'
import type { Measure } from '../session.js'

const none: readonly Moment[] = []

/** Strictly inside; a careful sender leaves none, and to see that takes no search. */
export function momentsInside(
  tariff: CompiledTariff,
  startSecond: number,
  period: ChargingPeriod,
): readonly Moment[] {
  return mayCross(tariff, startSecond, period) ? findMoments(tariff, startSecond, period) : none
}

/** Whether a cut may lie inside: never false where one does. */
export function mayCross(
  { zone, cutPlan }: CompiledTariff,
  startSecond: number,
  { start, durationSeconds, quantities }: ChargingPeriod,
): boolean {
  const { sessionSecond, energyMilliWh } = start
  const from = startSecond + sessionSecond
  const energyWh = energyMilliWh / 1000
  return (
    hasBetween(cutPlan.sinceStart, sessionSecond, sessionSecond + durationSeconds) ||
    hasBetween(cutPlan.energyWh, energyWh, energyWh + quantities.ENERGY / 1000) ||
    strikes(cutPlan.clock, start.secondOfDay, durationSeconds) ||
    (cutPlan.readsClock && !isSteady(zone, from, from + durationSeconds)) ||
    cutPlan.power.length > 0 ||
    cutPlan.current.length > 0
  )
}

/** Whether a clock that runs steadily strikes in a stretch: on its day, or on the next. */
function strikes(clock: readonly number[], secondOfDay: number, durationSeconds: number): boolean {
  const until = secondOfDay + durationSeconds
  const tomorrow = (clock[0] ?? Infinity) + secondsPerDay
  return tomorrow < until || hasBetween(clock, secondOfDay, until)
}

/** Whether one of some places, which rise, lies strictly between two others. */
function hasBetween(places: readonly number[], after: number, before: number): boolean {
  for (const place of places) if (place > after) return place < before
  return false
}

function findMoments(
  { zone, cutPlan }: CompiledTariff,
  startSecond: number,
  { start, durationSeconds, quantities }: ChargingPeriod,
): Moment[] {
  const after = startSecond + start.sessionSecond
  const before = after + durationSeconds
  const moments: Moment[] = []
  for (const strike of clockStrikesOf(zone, cutPlan.clock, { after, before })) {
    moments.push(momentAt(strike, { zone, startSecond, start }))
  }
  for (const seconds of cutPlan.sinceStart) {
    const second = startSecond + seconds
    const isInside = second > after && second < before
    if (isInside) moments.push(momentAt(second, { zone, startSecond, start }))
  }
  for (const energyWh of cutPlan.energyWh) {
    const energyMilliWh = energyWh * 1000
    const isInside =
      energyMilliWh > start.energyMilliWh && energyMilliWh < start.energyMilliWh + quantities.ENERGY
    if (isInside) moments.push({ ...start, energyMilliWh })
  }
  for (const level of cutPlan.power) moments.push(...bothEnds(start, 'power', level))
  for (const level of cutPlan.current) moments.push(...bothEnds(start, 'current', level))
  return moments
}

interface Begun {
  readonly zone: ZoneTable
  readonly startSecond: number
  readonly start: Moment
}

/** The start of a period put off to a later second. */
function momentAt(second: number, { zone, startSecond, start }: Begun): Moment {
  const { secondOfDay, weekday, date } = readWallClock(zone, second)
  return { ...start, secondOfDay, weekday, date, sessionSecond: second - startSecond }
}

/** What applies at the least and at the most that was measured, where a threshold lies between. */
function bothEnds(start: Moment, measure: Measure, threshold: number): Moment[] {
  const level = start[measure]
  if (level === undefined || threshold <= level.trough || threshold > level.peak) return []
  const at = (value: number): Moment => ({ ...start, [measure]: { trough: value, peak: value } })
  return [at(level.trough), at(level.peak)]
}
