/** Chooses periods of a session, by their indexes: the form in which a line names them. */

import { isBetween, minuteOf } from './clock.js'
import type { PluginPeriod } from './contract.js'
import type { SeriesReads } from './reads.js'

/** The indexes of the periods that a question is true of. */
export function periodsWhere<S extends SeriesReads>(
  periods: readonly PluginPeriod<S>[],
  isChosen: (period: PluginPeriod<S>, index: number) => boolean,
): number[] {
  const chosen: number[] = []
  let index = 0 // Counted here: an iterator of entries costs a session more than its question.
  for (const period of periods) {
    if (isChosen(period, index)) chosen.push(index)
    index += 1
  }
  return chosen
}

/** A stretch of the site's clock that may pass midnight; equal edges mean the whole day. */
export interface ClockWindow {
  /** 'HH:MM': the first minute inside. */
  readonly start: string
  /** 'HH:MM': the first minute after it. */
  readonly end: string
  /** 1 (Monday) to 7 (Sunday), every day unless told. After midnight the new day counts. */
  readonly weekdays?: readonly number[]
}

/**
 * The periods that lie in a window. No period straddles its edges where the manifest cuts at both
 * and, with weekdays, at '00:00'.
 *
 * @throws RangeError when an edge is no 'HH:MM'
 */
export function periodsWithin(
  periods: readonly PluginPeriod[],
  { start, end, weekdays }: ClockWindow,
): number[] {
  const from = minuteOf(start)
  const to = minuteOf(end)
  return periodsWhere(
    periods,
    ({ minuteOfDay, weekday }) =>
      isBetween(minuteOfDay, from, to) && (weekdays === undefined || weekdays.includes(weekday)),
  )
}

/**
 * For each period the seconds from when the vehicle last stopped charging to the period's start;
 * null where it is not parked. A vehicle that charges again starts anew: the manifest's cut
 * `sinceChargingEndedSeconds` counts the same way.
 */
export function sinceChargingEnded(periods: readonly PluginPeriod[]): (number | null)[] {
  let endedAt: number | null = null
  return periods.map(({ activity, startSecond }) => {
    if (activity !== 'PARKED') endedAt = null
    else endedAt ??= startSecond
    return endedAt === null ? null : startSecond - endedAt
  })
}
