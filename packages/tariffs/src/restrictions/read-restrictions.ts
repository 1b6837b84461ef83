/**
 * Reads the restrictions of one element, each by the rule that owns its fields (OCPI mod_tariffs).
 */

import { type FaultList, ObjectReader } from '../parse/read-object.js'
import type { TariffRestrictions } from '../tariff.js'
import { restrictionRules } from './rules.js'

/** A restriction unknown to OCPI is a fault: to ignore it would price what it forbids. */
export function readRestrictions(
  value: unknown,
  path: string,
  faults: FaultList,
): TariffRestrictions | undefined {
  const reader = ObjectReader.open(value, path, faults)
  if (!reader) return undefined
  const read = restrictionRules.map(rule => rule.read(reader))
  for (const name of reader.unread()) {
    const message = `${name} is not a restriction of OCPI; remove it, or the element cannot be priced`
    faults.fault(reader.at(name), 'unknown-restriction', message)
  }
  return Object.assign({}, ...read)
}
