/** Turns a published tariff into integers, once per version and zone. */

import { assert, decimal, toScaled, zoneTable } from '@wattline/units'

import { lintTariff } from '../lint/lint-tariff.js'
import { pricePlaces } from '../parse/read-element.js'
import type { Condition } from '../restrictions/condition.js'
import { conditionsOf } from '../restrictions/rules.js'
import type { ResolvedCut } from '../session.js'
import type { Dimension, PriceComponent, Tariff } from '../tariff.js'
import type { CompiledComponent, CompiledTariff } from './compiled.js'

/**
 * @param timeZone the IANA zone of the site, which all times and dates of the tariff are local to
 * @throws BrokenInvariant when the tariff has faults that should have kept it from being published
 */
export function compileTariff(tariff: Tariff, timeZone: string): CompiledTariff {
  const fault = lintTariff(tariff).find(({ severity }) => severity === 'fault')
  assert(
    fault === undefined,
    `tariff ${tariff.id} must be free of faults to be priced: ${fault?.path} ${fault?.message}`,
  )
  const components: CompiledComponent[] = []
  const conditions: Condition[] = []
  for (const [elementIndex, element] of tariff.elements.entries()) {
    const ofElement = conditionsOf(element.restrictions)
    conditions.push(...ofElement)
    for (const [componentIndex, component] of element.components.entries()) {
      const place = { elementIndex, componentIndex, conditions: ofElement }
      components.push({ ...place, ...compileComponent(component, tariff) })
    }
  }
  const ofDimension = (dimension: Dimension): CompiledComponent[] =>
    components.filter(component => component.dimension === dimension)
  return {
    tariff,
    zone: zoneTable(timeZone),
    components: {
      ENERGY: ofDimension('ENERGY'),
      TIME: ofDimension('TIME'),
      PARKING_TIME: ofDimension('PARKING_TIME'),
      FLAT: ofDimension('FLAT'),
    },
    cuts: distinct(conditions.flatMap(({ cuts }) => cuts)),
    readsClock: conditions.some(({ readsClock }) => readsClock),
  }
}

function compileComponent(
  component: PriceComponent,
  { taxIncluded, id }: Tariff,
): Omit<CompiledComponent, 'elementIndex' | 'componentIndex' | 'conditions'> {
  const priceScaled = toScaled(decimal(component.price), pricePlaces)
  assert(priceScaled !== undefined, `a price of tariff ${id} has at most ${pricePlaces} decimals`)
  return {
    dimension: component.type,
    price: component.price,
    priceScaled,
    // OCPI counts steps in Wh and seconds.
    step: component.stepSize * (component.type === 'ENERGY' ? 1000 : 100),
    vatPercent: taxIncluded === 'N/A' ? null : component.vatPercent,
  }
}

function distinct(cuts: readonly ResolvedCut[]): ResolvedCut[] {
  const byName = new Map(cuts.map(cut => [Object.values(cut).join(' '), cut]))
  return [...byName.values()]
}
