/**
 * A price as a small fraction of minor units: rounds a line in plain numbers, exactly, wherever the
 * product lies below 2^53. Dearer sessions go the way of `roundToMinor`, with the same result.
 */

import { assert, type Currency, divideSmallHalfUp, minorPerUnit } from '@wattline/units'

import type { Dimension } from '../tariff.js'
import { exactAmount, partsPerMajor } from './exact-amount.js'

/** One unit of quantity costs `units / perMinor` minor units. */
export interface MinorPrice {
  readonly units: number
  readonly perMinor: number
}

/** @param priceScaled major units × 10^8 */
export function minorPrice(
  dimension: Dimension,
  priceScaled: bigint,
  currency: Currency,
): MinorPrice {
  const parts = exactAmount(dimension, 1, priceScaled)
  const minor = minorPerUnit(currency)
  assert(partsPerMajor % minor === 0n, 'a minor unit is a whole number of parts')
  const perMinor = partsPerMajor / minor
  const divisor = greatestDivisor(parts < 0n ? -parts : parts, perMinor)
  return { units: Number(parts / divisor), perMinor: Number(perMinor / divisor) }
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return a === 0n ? b : greatestDivisor(b % a, a)
}

/** Half away from zero; undefined where a number might not hold the product. */
export function minorOf(quantity: number, { units, perMinor }: MinorPrice): bigint | undefined {
  const product = quantity * units
  // A product beyond 2^53 never comes out below it, so what is safe here is exact.
  if (!Number.isSafeInteger(product)) return undefined
  return BigInt(divideSmallHalfUp(product, perMinor))
}
