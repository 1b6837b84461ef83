/**
 * What the meter showed at each second of a session, in power or current: straight between two
 * measured values, the same from the last one on, unknown before the first.
 *
 * A second has the value at its beginning. So a threshold is crossed at a whole second, each second
 * lies on one side of it, and further cuts never move a second to the other.
 */

import { BrokenInvariant } from '@wattline/units'

/** 10 MW and 10 kA: beyond any connector, and exact in a number over any session. */
const levelLimit = 10_000_000

/** A measured value in whole W or mA, in seconds since the session's start. */
export interface LevelKnot {
  readonly second: number
  readonly value: number
}

/** In order of time, one a second. */
export type LevelCurve = readonly LevelKnot[]

/**
 * Adds what a sample states, if anything; of several in one second the last counts.
 *
 * @throws BrokenInvariant when it is no whole number, or beyond 10 MW or 10 kA
 */
export function noteLevel(curve: LevelKnot[], second: number, value: number | undefined): void {
  if (value === undefined) return
  const isWhole = Number.isSafeInteger(value) && Math.abs(value) <= levelLimit
  if (!isWhole) {
    const limit = 'a measured value is a whole number of at most 10 MW or 10 kA'
    throw new BrokenInvariant(`${limit}, not ${value}`)
  }
  if (curve.at(-1)?.second === second) curve.pop()
  curve.push({ second, value })
}

/** In thousandths of the knots' unit, rounded down; undefined before the first measured value. */
export function levelAt(curve: LevelCurve, second: number): number | undefined {
  const index = lastKnot(curve, second)
  const before = curve[index]
  if (before === undefined) return undefined
  const after = curve[index + 1]
  return after === undefined ? before.value * 1000 : between(before, after, second)
}

/**
 * The seconds at which the value rises to a level or falls below it, and at which it becomes known.
 */
export function levelCrossings(curve: LevelCurve, level: number): number[] {
  const first = curve[0]
  if (first === undefined) return []
  const seconds = [first.second]
  for (let index = 0; index + 1 < curve.length; index += 1) {
    const before = curve[index] as LevelKnot
    const after = curve[index + 1] as LevelKnot
    const wasReached = before.value * 1000 >= level
    if (wasReached === after.value * 1000 >= level) continue
    seconds.push(crossing([before, after], level, wasReached))
  }
  return seconds
}

/** The first second between two knots that lies on the other side of a level, by bisection. */
function crossing(
  [before, after]: readonly [LevelKnot, LevelKnot],
  level: number,
  wasReached: boolean,
): number {
  let low = before.second
  let high = after.second
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (between(before, after, middle) >= level === wasReached) low = middle
    else high = middle
  }
  return high
}

/** The quotient is taken in two steps, since a thousandfold product would not be exact. */
function between(before: LevelKnot, after: LevelKnot, second: number): number {
  const run = after.second - before.second
  const sum = before.value * run + (after.value - before.value) * (second - before.second)
  const whole = Math.floor(sum / run)
  return whole * 1000 + Math.floor(((sum - whole * run) * 1000) / run)
}

/** Index of the last knot at or before a second, by bisection; -1 when there is none. */
function lastKnot(curve: LevelCurve, second: number): number {
  let low = 0
  let high = curve.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((curve[middle] as LevelKnot).second <= second) low = middle + 1
    else high = middle
  }
  return low - 1
}
