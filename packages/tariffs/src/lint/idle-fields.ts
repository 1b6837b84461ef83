/**
 * Names fields that say nothing, or that systems read differently: a second price for a dimension,
 * a step on a FLAT, a list of no days, a window that ends as it starts.
 */

import type { TariffElement } from '../tariff.js'
import type { Finding, FormRule } from './finding.js'
import { dimensionIn } from './prices.js'

export const idleFields: FormRule = tariff =>
  tariff.elements.flatMap((element, elementIndex) => [
    ...duplicates(element, elementIndex),
    ...stepsOnFlat(element, elementIndex),
    ...idleRestrictions(element, elementIndex),
  ])

function duplicates(element: TariffElement, elementIndex: number): Finding[] {
  const { components } = element
  return components.flatMap(({ type }, place) => {
    if (components.findIndex(other => other.type === type) === place) return []
    return [
      {
        path: `$.elements[${elementIndex}].price_components[${place}]`,
        code: 'duplicate-component',
        message: `the element already has a price for ${type}; the first one counts`,
        severity: 'warning',
        elementIndex,
        dimension: dimensionIn(element, type),
        examples: [],
      },
    ]
  })
}

/** OCPI writes 0 there; 1 is as common and as harmless. */
function stepsOnFlat({ components }: TariffElement, elementIndex: number): Finding[] {
  return components.flatMap(({ type, stepSize }, place) => {
    if (type !== 'FLAT' || stepSize <= 1) return []
    return [
      {
        path: `$.elements[${elementIndex}].price_components[${place}].step_size`,
        code: 'flat-with-step',
        message: 'a FLAT is billed once and has no steps; write 0',
        severity: 'warning',
        elementIndex,
        dimension: type,
        examples: [],
      },
    ]
  })
}

function idleRestrictions({ restrictions }: TariffElement, elementIndex: number): Finding[] {
  const path = `$.elements[${elementIndex}].restrictions`
  const { daysOfWeek, startTime, endTime } = restrictions
  const findings: Finding[] = []
  if (daysOfWeek?.length === 0) {
    findings.push({
      path: `${path}.day_of_week`,
      code: 'empty-day-set',
      message: 'an empty list of days restricts nothing; leave it out, or name the days meant',
      severity: 'warning',
      elementIndex,
      examples: [],
    })
  }
  if (startTime !== undefined && startTime === endTime) {
    findings.push({
      path: `${path}.end_time`,
      code: 'whole-day-window',
      message:
        `a window from ${startTime} to ${endTime} is the whole day here and never open in other ` +
        'systems; leave both times out',
      severity: 'warning',
      elementIndex,
      examples: [],
    })
  }
  return findings
}
