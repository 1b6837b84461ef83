/**
 * The course of a session in whole seconds and whole Wh: its facts, checked and brought to
 * integers.
 */

import { assert, secondOf } from '@wattline/units'

import type { Activity, SessionFacts } from '../session.js'
import { durationLimitSeconds, type EnergyCurve, energyLimitWh, type Knot } from './energy-curve.js'
import { type LevelCurve, type LevelKnot, noteLevel } from './level-curve.js'

/** From this second of the session on, the vehicle charges, only parks, or has yet to come. */
export interface ActivityChange {
  readonly second: number
  readonly activity: Activity
}

export interface SessionCourse {
  /** Whole seconds since 1970. */
  readonly startSecond: number
  readonly durationSeconds: number
  readonly energyWh: number
  readonly curve: EnergyCurve
  /** In order of time, the first at second 0; neighbours differ. */
  readonly activities: readonly ActivityChange[]
  /** In W and mA; empty where nothing was measured. */
  readonly power: LevelCurve
  readonly current: LevelCurve
  readonly reservationExpired: boolean
}

/**
 * Instants are taken at their whole second, and of several samples in one second the last counts.
 *
 * @throws BrokenInvariant when samples are out of order, outside the session, or energy falls
 */
export function courseOf(facts: SessionFacts): SessionCourse {
  const { startedAt, endedAt, samples, reservationExpired = false } = facts
  const startSecond = secondOf(startedAt)
  const durationSeconds = secondOf(endedAt) - startSecond
  assert(durationSeconds >= 0, 'a session ends no earlier than it starts')
  assert(durationSeconds <= durationLimitSeconds, 'a session lasts at most 1 000 days')

  const curve: Knot[] = [{ second: 0, energyWh: 0 }]
  const activities: ActivityChange[] = [{ second: 0, activity: 'CHARGING' }]
  const power: LevelKnot[] = []
  const current: LevelKnot[] = []
  let last: Knot = { second: 0, energyWh: 0 }
  for (const [index, sample] of samples.entries()) {
    const next = { second: secondOf(sample.at) - startSecond, energyWh: Number(sample.energyWh) }
    assertInOrder(next, last, index)
    assert(next.second <= durationSeconds, `sample ${index} lies inside the session`)
    if (next.second === last.second && curve.length > 1) curve.pop()
    if (next.second > 0 || next.energyWh > 0) curve.push(next)
    const { second } = next
    if (sample.activity) noteActivity(activities, { second, activity: sample.activity })
    noteLevel(power, second, sample.powerW)
    noteLevel(current, second, sample.currentMilliA)
    last = next
  }
  const { energyWh } = last
  const course = { startSecond, durationSeconds, energyWh, curve, activities, power, current }
  return { ...course, reservationExpired }
}

function assertInOrder(next: Knot, last: Knot, index: number): void {
  assert(next.second >= last.second, `sample ${index} is in order of time, inside the session`)
  assert(
    next.energyWh >= last.energyWh,
    `the energy of sample ${index} is not below the one before`,
  )
  assert(next.energyWh <= energyLimitWh, `the energy of sample ${index} is at most 100 MWh`)
}

function noteActivity(activities: ActivityChange[], change: ActivityChange): void {
  if (activities.at(-1)?.second === change.second) activities.pop()
  if (activities.at(-1)?.activity !== change.activity) activities.push(change)
}
