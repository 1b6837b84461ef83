/**
 * How much energy a session had delivered at each of its seconds: straight between two readings
 * (OCPI lets the energy at a computed boundary be interpolated; mod_cdrs, ChargingPeriod).
 *
 * Everything is whole: at a second the curve is rounded down to the Wh, and whatever stretches a
 * session is cut into, their energies sum to the session's.
 */

import { assert, smallInteger } from '@wattline/units'

/** 100 MWh and 1 000 days: beyond any session, and their product is exact in a number. */
export const energyLimitWh = 100_000_000
export const durationLimitSeconds = 86_400_000

/** A reading, in seconds since the session's start. */
export interface Knot {
  readonly second: number
  readonly energyWh: number
}

/** Knots in order of time, the first at second 0 with 0 Wh. */
export type EnergyCurve = readonly Knot[]

/** Whole Wh delivered before a second; what a reading says of its own second counts. */
export function energyAt(curve: EnergyCurve, second: number): number {
  const next = firstAfter(curve, second)
  const before = curve[next - 1]
  assert(before !== undefined, 'a session has a reading of 0 Wh at its start')
  const after = curve[next]
  if (after === undefined || before.second === second) return before.energyWh
  const rise = (after.energyWh - before.energyWh) * (second - before.second)
  const run = after.second - before.second
  // Exact: the quotient of whole numbers below 2^53 never comes out as the next whole one.
  return before.energyWh + smallInteger(Math.floor(rise / run))
}

/**
 * The last second at which no more than this energy had been delivered, on a curve that reaches it:
 * the energy flows in that second or is complete at it. Undefined when the session never reaches
 * it.
 */
export function secondOfEnergy(curve: EnergyCurve, energyWh: number): number | undefined {
  const next = firstReaching(curve, energyWh)
  const after = curve[next]
  if (after === undefined) return undefined
  const before = curve[next - 1]
  if (before === undefined) return after.second
  const run = (energyWh - before.energyWh) * (after.second - before.second)
  const rise = after.energyWh - before.energyWh
  const reached = before.second + smallInteger(Math.ceil(run / rise))
  return energyAt(curve, reached) === energyWh || reached === 0 ? reached : reached - 1
}

/** Index of the first knot later than a second, by bisection; the number of knots without one. */
function firstAfter(curve: EnergyCurve, second: number): number {
  let low = 0
  let high = curve.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((curve[middle]?.second ?? Infinity) > second) high = middle
    else low = middle + 1
  }
  return low
}

/** Index of the first knot that reaches an energy, likewise. */
function firstReaching(curve: EnergyCurve, energyWh: number): number {
  let low = 0
  let high = curve.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((curve[middle]?.energyWh ?? Infinity) >= energyWh) high = middle
    else low = middle + 1
  }
  return low
}
