/**
 * Exact amounts as whole numbers: one unit small enough that energy × price, seconds × price and
 * flat prices all come out whole, so that nothing is rounded before the bill.
 *
 * Prices have 8 decimals, energy comes in millionths of a kWh, time in 360 000ths of an hour (the
 * four decimals of an OCPI hour are a multiple of that). Both divide 9 000 000, so a major unit has
 * 9 × 10^6 × 10^8 parts.
 */

import { type Currency, divideHalfUp, minorPerUnit } from '@wattline/units'

import type { Dimension } from '../tariff.js'
import type { RatedLine } from './rated.js'

/** Parts in a major unit of any currency. */
export const partsPerMajor = 900_000_000_000_000n

/** Plugins see and propose amounts in minor units × 10 000. */
export const pluginUnitsPerMinor = 10_000n

/** Parts that one unit of quantity costs at a price of 10^-8. */
const partsPerUnit: Readonly<Record<Dimension, bigint>> = {
  ENERGY: 9n,
  TIME: 25n,
  PARKING_TIME: 25n,
  RESERVATION_TIME: 25n,
  FLAT: 9_000_000n,
}

/** @param quantity thousandths of a Wh, hundredths of a second, or 1 */
export function exactAmount(dimension: Dimension, quantity: number, priceScaled: bigint): bigint {
  return BigInt(quantity) * priceScaled * partsPerUnit[dimension]
}

/** Quantity × unit price of a line, in parts of a major unit, on the side the tariff states. */
export function exactOf({ component, quantity }: RatedLine): bigint {
  return BigInt(quantity) * component.exactPerUnit
}

/** Rounds an exact amount to minor units, half away from zero. Only `total` may call it. */
export function roundToMinor(exact: bigint, currency: Currency): bigint {
  return divideHalfUp(exact * minorPerUnit(currency), partsPerMajor)
}

/** Whole minor units × 10 000 in an exact amount of zero or more; what is left over is dropped. */
export function pluginUnitsIn(exact: bigint, currency: Currency): number {
  return Number((exact * minorPerUnit(currency) * pluginUnitsPerMinor) / partsPerMajor)
}
