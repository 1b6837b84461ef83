/**
 * Names prices that hang on power or current where nothing stands in for them: a dimension then
 * costs nothing wherever a reading does not state it, for nothing is billed that no reading
 * supports (OCPI 2.3.0 mod_tariffs, TariffRestrictions, min_power and its like).
 */

import { decimal } from '@wattline/units'

import type { Measure } from '../session.js'
import { axes, unmeasured } from './axes.js'
import { type Box, describeBox, searchUncovered } from './box.js'
import { describeExample, exampleOf } from './example.js'
import type { Finding } from './finding.js'
import { coversOf, type Pricing, pricingsOf } from './prices.js'
import { gapIn } from './reach.js'
import type { ProofRule, Subject } from './site.js'

const charged = ['ENERGY', 'TIME', 'PARKING_TIME'] as const

export const needsMeasurement: ProofRule = subject =>
  charged.flatMap(dimension =>
    (['power', 'current'] as const).flatMap(
      measure => findingOf(subject, dimension, measure) ?? [],
    ),
  )

function findingOf(
  subject: Subject,
  dimension: (typeof charged)[number],
  measure: Measure,
): Finding | undefined {
  const { tariff } = subject
  const boxes = pricingsOf(tariff, { type: dimension })
    .filter(pricing => hangsOn(subject, pricing, measure))
    .flatMap(pricing => pricing.boxes.map((box): Box => ({ ...box, [measure]: unmeasured })))
  const covers = coversOf(tariff, [dimension])
  const { found } = searchUncovered({ boxes, covers }, gapIn(subject, [dimension]))
  if (!found) return undefined
  const example = exampleOf(found.reached.site, found.reached.course)
  return {
    path: '$.elements',
    code: 'needs-measurement',
    message:
      `${dimension} costs nothing ${describeBox(found.part)}: ${describeExample(example)}; ` +
      `end with an element that does not ask for ${measure}, or have every meter state it`,
    severity: 'warning',
    dimension,
    examples: [example],
  }
}

/** Whether there is something to lose. */
function hangsOn(
  { tariff }: Subject,
  { elementIndex, componentIndex }: Pricing,
  measure: Measure,
): boolean {
  const element = tariff.elements[elementIndex]
  const component = element?.components[componentIndex]
  if (!element || !component || decimal(component.price).lte('0')) return false
  return axes[measure].rangesOf(element.restrictions) !== undefined
}
