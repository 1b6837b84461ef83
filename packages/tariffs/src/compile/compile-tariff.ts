/** Turns a tariff into integers, once per version and zone. */

import { assert, decimal, toScaled, zoneTable } from '@wattline/units'

import { pricePlaces } from '../parse/read-element.js'
import type { Condition } from '../restrictions/condition.js'
import { conditionsOf } from '../restrictions/rules.js'
import type { ResolvedCut } from '../session.js'
import type { Dimension, PriceComponent, Tariff, TariffElement } from '../tariff.js'
import type { CompiledComponent, CompiledTariff } from './compiled.js'

/**
 * @param tariff as `parseTariff` read it without faults
 * @param timeZone the IANA zone of the site, which all times and dates of the tariff are local to
 * @throws BrokenInvariant for an unknown zone
 */
export function compileTariff(tariff: Tariff, timeZone: string): CompiledTariff {
  const components: CompiledComponent[] = []
  const conditions: Condition[] = []
  for (const [elementIndex, element] of tariff.elements.entries()) {
    const ofElement = conditionsOf(element.restrictions)
    conditions.push(...ofElement)
    for (const [componentIndex, component] of element.components.entries()) {
      const place = { elementIndex, componentIndex, conditions: ofElement }
      components.push({ ...place, ...compileComponent(component, element, tariff) })
    }
  }
  const ofDimension = (dimension: Dimension): CompiledComponent[] =>
    components.filter(component => component.dimension === dimension)
  const flats = ofDimension('FLAT')
  return {
    tariff,
    zone: zoneTable(timeZone),
    components: {
      ENERGY: ofDimension('ENERGY'),
      TIME: ofDimension('TIME'),
      PARKING_TIME: ofDimension('PARKING_TIME'),
      FLAT: flats.filter(({ isForReservation }) => !isForReservation),
      RESERVATION_TIME: expiryFirst(ofDimension('RESERVATION_TIME'), tariff),
    },
    reservationFlats: expiryFirst(
      flats.filter(({ isForReservation }) => isForReservation),
      tariff,
    ),
    cuts: distinct(conditions.flatMap(({ cuts }) => cuts)),
    readsClock: conditions.some(({ readsClock }) => readsClock),
  }
}

/**
 * What an expired reservation costs comes before what any reservation costs, wherever it stands in
 * the tariff; a dimension it does not price falls to the other (OCPI mod_tariffs, examples
 * "reservation price and expire fee" and "reservation time and expire time").
 */
function expiryFirst(
  components: readonly CompiledComponent[],
  { elements }: Tariff,
): CompiledComponent[] {
  const isForExpired = ({ elementIndex }: CompiledComponent): boolean =>
    elements[elementIndex]?.restrictions.reservation === 'RESERVATION_EXPIRES'
  return [
    ...components.filter(isForExpired),
    ...components.filter(component => !isForExpired(component)),
  ]
}

function compileComponent(
  component: PriceComponent,
  { restrictions }: TariffElement,
  { taxIncluded, id }: Tariff,
): Omit<CompiledComponent, 'elementIndex' | 'componentIndex' | 'conditions'> {
  const priceScaled = toScaled(decimal(component.price), pricePlaces)
  assert(priceScaled !== undefined, `a price of tariff ${id} has at most ${pricePlaces} decimals`)
  const isForReservation = restrictions.reservation !== undefined
  const isReservedTime = isForReservation && component.type === 'TIME'
  return {
    dimension: isReservedTime ? 'RESERVATION_TIME' : component.type,
    isForReservation,
    price: component.price,
    priceScaled,
    // OCPI counts steps in Wh and seconds.
    step: component.stepSize * (component.type === 'ENERGY' ? 1000 : 100),
    vatPercent: taxIncluded === 'N/A' ? null : notBelowZero(component.vatPercent),
  }
}

/** No tax is given back: a rate below zero, which publishing refuses, is priced as 0. */
function notBelowZero(vatPercent: string | null): string | null {
  return vatPercent?.startsWith('-') ? '0' : vatPercent
}

function distinct(cuts: readonly ResolvedCut[]): ResolvedCut[] {
  const byName = new Map(cuts.map(cut => [Object.values(cut).join(' '), cut]))
  return [...byName.values()]
}
