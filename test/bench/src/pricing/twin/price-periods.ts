/**
 * Prices charging periods in decimals, as a careful engineer would write it down first: objects,
 * quantities added up a line, every figure exact until the line is rounded.
 */

import { type Decimal, decimal, roundTo, roundUp, zero } from './arithmetic.js'
import type { TwinComponent, TwinDimension, TwinElement, TwinRestrictions } from './read-tariff.js'

/** A stretch of the session, priced whole by what applies at its start. */
export interface TwinPeriod {
  readonly secondOfDay: number
  readonly weekday: number
  /** Since the session's start. */
  readonly sessionSecond: number
  /** Delivered before the period. */
  readonly kwhBefore: Decimal
  readonly kwh: Decimal
  readonly chargingSeconds: Decimal
  readonly parkedSeconds: Decimal
}

export interface TwinLine {
  readonly component: TwinComponent
  /** kWh, seconds, or 1. */
  quantity: Decimal
}

const one = decimal(1)
const thousand = decimal(1000)

export function pricePeriods(
  elements: readonly TwinElement[],
  periods: readonly TwinPeriod[],
): TwinLine[] {
  const lines = new Map<TwinComponent, TwinLine>()
  const last = new Map<TwinDimension, TwinComponent>()
  const use = (period: TwinPeriod, type: TwinDimension, quantity: Decimal): void => {
    if (quantity.isZero()) return
    const component = componentAt(elements, period, type)
    if (!component) return
    const line = lines.get(component)
    if (line) line.quantity = line.quantity.plus(quantity)
    else lines.set(component, { component, quantity })
    last.set(type, component)
  }
  for (const period of periods) {
    if (!last.has('FLAT')) use(period, 'FLAT', one)
    use(period, 'ENERGY', period.kwh)
    use(period, 'TIME', period.chargingSeconds)
    use(period, 'PARKING_TIME', period.parkedSeconds)
  }
  const priced = [...lines.values()]
  for (const [type, component] of last) {
    const isRounded = type !== 'FLAT' && !(type === 'TIME' && last.has('PARKING_TIME'))
    const line = lines.get(component)
    if (isRounded && line) completeStep(line, priced)
  }
  return priced
}

/** step_size rounds the dimension's total, at the price used last. */
function completeStep(line: TwinLine, lines: readonly TwinLine[]): void {
  const { type, step } = line.component
  let total = zero
  for (const { component, quantity } of lines) {
    if (component.type === type) total = total.plus(quantity)
  }
  const counted = type === 'ENERGY' ? total.times(thousand) : roundTo(total, 0)
  const billed = roundUp(counted.div(step)).times(step)
  const added = (type === 'ENERGY' ? billed.div(thousand) : billed).minus(total)
  if (added.gt(0)) line.quantity = line.quantity.plus(added)
}

function componentAt(
  elements: readonly TwinElement[],
  period: TwinPeriod,
  type: TwinDimension,
): TwinComponent | undefined {
  for (const { restrictions, components } of elements) {
    const component = components.find(each => each.type === type)
    if (component && holds(restrictions, period)) return component
  }
  return undefined
}

function holds(restrictions: TwinRestrictions, period: TwinPeriod): boolean {
  const { startTime, endTime, days, minKwh, minDuration } = restrictions
  if (startTime !== undefined && endTime !== undefined) {
    const { secondOfDay } = period
    const isInside =
      startTime < endTime
        ? secondOfDay >= startTime && secondOfDay < endTime
        : secondOfDay >= startTime || secondOfDay < endTime
    if (!isInside) return false
  }
  if (days && !days.includes(period.weekday)) return false
  if (minKwh && period.kwhBefore.lt(minKwh)) return false
  return minDuration === undefined || period.sessionSecond >= minDuration
}
