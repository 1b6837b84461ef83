/**
 * Finds the price that applies to a dimension at a moment: the first element that has one and whose
 * restrictions all hold (OCPI 2.3.0 mod_tariffs, Tariff: looked up per dimension).
 */

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import type { Moment } from '../restrictions/condition.js'
import type { Dimension } from '../tariff.js'

/** Undefined when none applies: then the dimension costs nothing at that moment. */
export function activeComponent(
  tariff: CompiledTariff,
  dimension: Dimension,
  at: Moment,
): CompiledComponent | undefined {
  for (const component of tariff.components[dimension]) {
    if (doesApply(component, at)) return component
  }
  return undefined
}

function doesApply({ conditions }: CompiledComponent, at: Moment): boolean {
  for (const condition of conditions) if (!condition.holds(at)) return false
  return true
}
