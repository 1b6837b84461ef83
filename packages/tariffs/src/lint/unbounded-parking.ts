/** Notes parking that is charged for as long as the vehicle stays, with no max_price to end it. */

import { decimal } from '@wattline/units'

import { describeExample, exampleOf } from './example.js'
import { pricingsOf } from './prices.js'
import { atAnySite, reach } from './reach.js'
import type { ProofRule } from './site.js'

const twoDaysSeconds = 172_800
const parking = { type: 'PARKING_TIME' } as const

export const unboundedParking: ProofRule = ({ tariff, sites }) => {
  if (tariff.maxPrice) return []
  for (const { elementIndex, componentIndex, boxes } of pricingsOf(tariff, parking)) {
    const component = tariff.elements[elementIndex]?.components[componentIndex]
    const open = boxes.find(({ duration }) => !Number.isFinite(duration.to))
    if (!component || !open || decimal(component.price).lte('0')) continue
    const reached = atAnySite(sites, site => reach(site, open, parking))
    if (!reached) continue
    const { site, course } = reached
    const last = course.stretches.length - 1
    const stretches = course.stretches.map((stretch, index) =>
      index === last ? { ...stretch, seconds: twoDaysSeconds } : stretch,
    )
    const example = exampleOf(site, { ...course, stretches })
    return [
      {
        path: `$.elements[${elementIndex}].price_components[${componentIndex}]`,
        code: 'unbounded-parking',
        message:
          `parking is charged without end: ${describeExample(example)}; ` +
          'max_price would say what a forgotten vehicle costs at most',
        severity: 'note',
        elementIndex,
        dimension: 'PARKING_TIME',
        examples: [example],
      },
    ]
  }
  return []
}
