/**
 * The course of a session in whole seconds and whole Wh: its facts, checked and brought to
 * integers.
 */

import { assert, BrokenInvariant, secondOf } from '@wattline/units'

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

// What most sessions have in common they share, so that there is less of each to keep and to fetch.
const origin: Knot = { second: 0, energyWh: 0 }
const charging: ActivityChange = { second: 0, activity: 'CHARGING' }
const onlyCharging: readonly ActivityChange[] = [charging]
const nowhere: LevelCurve = []

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

  const curve: Knot[] = [origin]
  const activities: ActivityChange[] = [charging]
  const power: LevelKnot[] = []
  const current: LevelKnot[] = []
  let last = origin
  let index = 0
  for (const sample of samples) {
    const next = { second: secondOf(sample.at) - startSecond, energyWh: Number(sample.energyWh) }
    const isInOrder = next.second >= last.second && next.second <= durationSeconds
    const isRising = next.energyWh >= last.energyWh && next.energyWh <= energyLimitWh
    if (!isInOrder || !isRising) refuse({ next, last, index, durationSeconds })
    if (next.second === last.second && curve.length > 1) curve.pop()
    if (next.second > 0 || next.energyWh > 0) curve.push(next)
    if (sample.activity) noteActivity(activities, next.second, sample.activity)
    noteLevel(power, next.second, sample.powerW)
    noteLevel(current, next.second, sample.currentMilliA)
    last = next
    index += 1
  }
  return {
    startSecond,
    durationSeconds,
    energyWh: last.energyWh,
    curve,
    activities: activities.length === 1 && activities[0] === charging ? onlyCharging : activities,
    power: power.length === 0 ? nowhere : power,
    current: current.length === 0 ? nowhere : current,
    reservationExpired,
  }
}

interface Misplaced {
  readonly next: Knot
  readonly last: Knot
  readonly index: number
  readonly durationSeconds: number
}

/** Says what is wrong with a sample. Apart, so that good samples cost no sentences. */
function refuse({ next, last, index, durationSeconds }: Misplaced): never {
  const isInOrder = next.second >= last.second
  const isInside = next.second <= durationSeconds
  assert(isInOrder, `sample ${index} is in order of time, inside the session`)
  assert(isInside, `sample ${index} lies inside the session`)
  assert(
    next.energyWh >= last.energyWh,
    `the energy of sample ${index} is not below the one before`,
  )
  throw new BrokenInvariant(`the energy of sample ${index} is at most 100 MWh`)
}

/** Neighbours differ; of several in one second the last counts. */
function noteActivity(activities: ActivityChange[], second: number, activity: Activity): void {
  if (activities[activities.length - 1]?.second === second) activities.pop()
  if (activities[activities.length - 1]?.activity !== activity)
    activities.push({ second, activity })
}
