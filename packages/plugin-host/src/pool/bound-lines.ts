/**
 * Says quickly whether what each code comes to stays inside its bounds, in plain numbers inside
 * what they hold exactly; beyond that it says no, and leaves the question to exact figures.
 */

import type { Bound, Component, Emit, Params, PluginInput } from '@wattline/plugin-sdk'

const { isSafeInteger } = Number

/** A bound whose figure is settled by the parameters, or else is the fact of this name. */
interface SettledBound {
  readonly bound: Bound
  readonly figure: number | string
}

/** A bound that names no whole number: nothing stays inside it. */
const unsettled = Number.NaN

function settle(bound: Bound, params: Params): SettledBound {
  const [figure] = Object.values(bound)
  if (typeof figure === 'object' && 'fact' in figure) return { bound, figure: figure.fact }
  const value: unknown = typeof figure === 'object' ? params[figure.param] : figure
  return { bound, figure: isSafeInteger(value) ? (value as number) : unsettled }
}

/** What the tariff alone bills on a component; NaN where numbers are too small for it. */
function baseOf({ periods }: PluginInput, on: Component): number {
  let total = 0
  let size = 0
  for (const { base } of periods) {
    const { ENERGY, TIME, PARKING_TIME, FLAT, RESERVATION_TIME } = base
    if (on === 'SESSION') {
      total += ENERGY + TIME + PARKING_TIME + FLAT + RESERVATION_TIME
      size += Math.abs(ENERGY) + Math.abs(TIME) + Math.abs(PARKING_TIME)
      size += Math.abs(FLAT) + Math.abs(RESERVATION_TIME)
    } else {
      total += base[on]
      size += Math.abs(base[on])
    }
  }
  if (!isSafeInteger(size)) return Number.NaN
  return total > 0 ? total : 0
}

/** A product over its divisor, rounded up; NaN where numbers are too small for it. */
function timesUp(figure: number, quantity: number, divisor: number): number {
  if (figure <= 0) return 0
  const product = figure * quantity
  if (quantity < 0 || !isSafeInteger(product)) return Number.NaN
  const left = product % divisor
  return (product - left) / divisor + (left > 0 ? 1 : 0)
}

function limitOf(
  { bound, figure: settled }: SettledBound,
  on: Component,
  input: PluginInput,
): number {
  const figure = typeof settled === 'string' ? input.facts[settled] : settled
  if (typeof figure !== 'number' || !isSafeInteger(figure)) return Number.NaN
  if ('shareOfBaseBp' in bound) return timesUp(figure, baseOf(input, on), 10_000)
  if ('perKwh' in bound) return timesUp(figure, input.session.energyWh, 1000)
  if ('perHour' in bound) return timesUp(figure, input.session.durationSeconds, 3600)
  return timesUp(figure, 1, 1)
}

/** Of one emit: do so many lines that come to so much, without their sign, stay inside? */
export type KeepsBounds = (input: PluginInput, lines: number, size: number) => boolean

/** Never says yes of what the contract would refuse; may say no of figures past 2^53. */
export function boundsOf(emit: Emit, params: Params): KeepsBounds {
  const bounds = emit.bounds.map(bound => settle(bound, params))
  return (input, lines, size) => {
    let limit = lines - 1
    for (const bound of bounds) limit += limitOf(bound, emit.on, input)
    return isSafeInteger(limit) && isSafeInteger(size) && size <= limit
  }
}
