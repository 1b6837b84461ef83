/**
 * step_size: what is billed in blocks, rounded up once per session (OCPI 2.3.0 mod_tariffs,
 * PriceComponent; mod_cdrs, step_size).
 *
 * Only priced quantity counts. The block is that of the price used last, and what rounding adds is
 * billed at that price. Where priced parking occurs, time spent charging is left as it is; reserved
 * time is rounded on its own.
 */

import { smallInteger } from '@wattline/units'

import type { CompiledComponent } from '../compile/compiled.js'
import type { Dimension } from '../tariff.js'

/** Priced quantity of one dimension in one session. */
export interface PricedTotal {
  readonly quantity: number
  /** The component of the last period that was priced. */
  readonly last: CompiledComponent
}

/** Whether a dimension is rounded in this session: TIME gives way to parking that has a price. */
export function isRounded(dimension: Dimension, isParkingPriced: boolean): boolean {
  if (dimension === 'FLAT') return false
  return dimension !== 'TIME' || !isParkingPriced
}

/**
 * What completes the last block; an exact multiple stays, and a step of 0 rounds nothing.
 *
 * Time is looked at in whole seconds: hours that a CDR states to four decimals may pass a multiple
 * by a fraction of a second, which begins no block.
 */
export function addedByStep({ quantity, last }: PricedTotal): number {
  const { step, dimension } = last
  if (step <= 0) return 0
  const counted = dimension === 'ENERGY' ? quantity : Math.round(quantity / 100) * 100
  return smallInteger(Math.max(Math.ceil(counted / step) * step - quantity, 0))
}
