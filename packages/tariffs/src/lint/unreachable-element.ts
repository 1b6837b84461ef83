/**
 * Warns of prices that can never apply: an impossible restriction, or an earlier price that always
 * comes first (OCPI 2.3.0 mod_tariffs, Tariff: the first match per dimension).
 */

import { conditionsOf } from '../restrictions/rules.js'
import type { Dimension, Fault, TariffElement } from '../tariff.js'
import type { LintRule } from './lint-tariff.js'

export const unreachableElement: LintRule = tariff => {
  const settled = new Set<Dimension>()
  return tariff.elements.flatMap((element, index) => {
    const path = `$.elements[${index}]`
    if (conditionsOf(element.restrictions).some(condition => condition.isNever)) {
      const message = 'these restrictions can never hold together, so the element never applies'
      return [warn(`${path}.restrictions`, 'unreachable-element', message)]
    }
    const findings = shadowed(element, settled, path)
    if (isUnrestricted(element)) for (const { type } of element.components) settled.add(type)
    return findings
  })
}

function shadowed(element: TariffElement, settled: ReadonlySet<Dimension>, path: string): Fault[] {
  // Reserved time is looked up on its own, so prices of a session settle nothing for it.
  const isSettled = (type: Dimension): boolean =>
    element.restrictions.reservation === undefined && settled.has(type)
  if (element.components.every(({ type }) => isSettled(type))) {
    const message = 'earlier elements without restrictions already price all of its dimensions'
    return [warn(path, 'unreachable-element', message)]
  }
  return element.components.flatMap(({ type }, place) => {
    const isSecond = element.components.findIndex(other => other.type === type) < place
    if (!isSecond && !isSettled(type)) return []
    const message = isSecond
      ? `the element already has a price for ${type}; the first one counts`
      : `an earlier element without restrictions already prices ${type}`
    return [warn(`${path}.price_components[${place}]`, 'unreachable-component', message)]
  })
}

export function isUnrestricted(element: TariffElement): boolean {
  return conditionsOf(element.restrictions).length === 0
}

function warn(path: string, code: string, message: string): Fault {
  return { path, code, message, severity: 'warning' }
}
