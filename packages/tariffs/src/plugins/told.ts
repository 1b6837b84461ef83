/**
 * What a plugin is told of one session beside it: facts and price series, as they were resolved.
 */

import type { Fact } from '@wattline/plugin-sdk'

/** From this instant on the series is worth this much, until the next point. */
export interface SeriesPoint {
  /** Whole seconds since 1970. */
  readonly fromSecond: number
  /** Minor units × 10 000 per kWh; null where the series says nothing. */
  readonly amount: number | null
}

/** Plain data, resolved once for a bill and frozen into it: the same again gives the same bill. */
export interface Told {
  /** By the names of the manifest's `reads`. */
  readonly facts: Readonly<Record<string, Fact>>
  /** By the names of the manifest's `series`; the points in order of time. */
  readonly series: Readonly<Record<string, readonly SeriesPoint[]>>
}

/** For a plugin that reads nothing. */
export const nothingTold: Told = { facts: {}, series: {} }

/** What a series is worth at an instant; null before its first point. */
export function amountAt(points: readonly SeriesPoint[], second: number): number | null {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((points[middle]?.fromSecond ?? 0) <= second) low = middle + 1
    else high = middle
  }
  return points[low - 1]?.amount ?? null
}
