/**
 * Finds the price that applies to a dimension at a moment: the first element that has one and whose
 * restrictions all hold (OCPI 2.3.0 mod_tariffs, Tariff: looked up per dimension).
 */

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import { isWithin } from '../restrictions/bounds.js'
import type { Moment } from '../restrictions/condition.js'
import type { Dimension } from '../tariff.js'

/** Undefined when none applies: then the dimension costs nothing at that moment. */
export function activeComponent(
  tariff: CompiledTariff,
  dimension: Dimension,
  at: Moment,
): CompiledComponent | undefined {
  return firstMatch(tariff.components[dimension], at)
}

/** The first of some components whose conditions all hold. */
export function firstMatch(
  components: readonly CompiledComponent[],
  at: Moment,
): CompiledComponent | undefined {
  for (const component of components) if (doesApply(component, at)) return component
  return undefined
}

function doesApply({ conditions, bounds, others }: CompiledComponent, at: Moment): boolean {
  if (conditions.length === 0) return true
  if (!isWithin(bounds, at)) return false
  for (const condition of others) if (!condition.holds(at)) return false
  return true
}

/** The components that are asked together with this one, in their order. */
export function rivalsOf(
  tariff: CompiledTariff,
  { dimension, isForReservation }: CompiledComponent,
): readonly CompiledComponent[] {
  const isReservationFlat = dimension === 'FLAT' && isForReservation
  return isReservationFlat ? tariff.reservationFlats : tariff.components[dimension]
}
