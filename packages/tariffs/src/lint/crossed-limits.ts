/** Refuses a least price above the most one (OCPI 2.3.0 mod_tariffs, min_price and max_price). */

import { decimal } from '@wattline/units'

import type { Fault } from '../tariff.js'
import type { LintRule } from './lint-tariff.js'

export const crossedLimits: LintRule = tariff => {
  const { minPrice: min, maxPrice: max } = tariff
  if (!min || !max) return []
  const isCrossed =
    isAbove(min.beforeTaxes, max.beforeTaxes) || isAbove(min.afterTaxes, max.afterTaxes)
  const fault: Fault = {
    path: '$.min_price',
    code: 'limits-crossed',
    message: 'min_price is above max_price, so no session could satisfy both',
    severity: 'fault',
  }
  return isCrossed ? [fault] : []
}

function isAbove(least: string | undefined, most: string | undefined): boolean {
  return least !== undefined && most !== undefined && decimal(least).gt(decimal(most))
}
