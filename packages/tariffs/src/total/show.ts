/** Prints quantities for a bill: kWh and hours as plain decimals. */

import {
  divideHalfUp,
  divideSmallHalfUp,
  showMillionths,
  showScaled,
  showSmallDecimal,
} from '@wattline/units'

import { showDuration } from '../restrictions/session-duration.js'
import { showKwh } from '../restrictions/session-energy.js'
import type { Dimension } from '../tariff.js'

/** In the unit of the dimension: kWh, hours, or 1. */
export function showQuantity(dimension: Dimension, quantity: number): string {
  if (dimension === 'ENERGY') return showKwh(quantity)
  return dimension === 'FLAT' ? quantity.toString() : showHours(quantity)
}

/** Hundredths of a second as hours to six decimals, which is exact for multiples of nine. */
function showHours(centiseconds: number): string {
  // 1 000 000 / 360 000, shortened.
  const product = centiseconds * 25
  if (Number.isSafeInteger(product)) return showMillionths(divideSmallHalfUp(product, 9))
  return showScaled(divideHalfUp(BigInt(centiseconds) * 25n, 9n), 6)
}

/** Hundredths of a second as seconds: `5400`, `300.24`. */
export function showSeconds(centiseconds: number): string {
  return showSmallDecimal(centiseconds, 2)
}

/** `500 Wh`, `15 min`. */
export function showStep(dimension: Dimension, step: number): string {
  if (dimension === 'ENERGY') return `${step / 1000} Wh`
  return showDuration(step / 100)
}
