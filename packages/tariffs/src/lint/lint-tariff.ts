/**
 * The publish gate: names all that would price a session wrongly, and what its author may not have
 * meant.
 */

import type { Fault, Tariff } from '../tariff.js'
import { crossedLimits } from './crossed-limits.js'
import { hourWithoutPrice } from './hour-without-price.js'
import { negativePrice } from './negative-price.js'
import { negativeTax } from './negative-tax.js'
import { unclearTax } from './unclear-tax.js'
import { unreachableElement } from './unreachable-element.js'

/** One thing that can be wrong with a tariff that reads well. */
export type LintRule = (tariff: Tariff) => Fault[]

const rules: readonly LintRule[] = [
  negativePrice,
  negativeTax,
  crossedLimits,
  unreachableElement,
  hourWithoutPrice,
  unclearTax,
]

/** All findings at once. One of severity `fault` keeps the tariff from being published. */
export function lintTariff(tariff: Tariff): Fault[] {
  return rules.flatMap(rule => rule(tariff))
}
