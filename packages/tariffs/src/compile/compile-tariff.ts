/** Turns a tariff into integers, once per version and zone. */

import { zoneTable } from '@wattline/units'

import { planCuts } from '../periods/plan-cuts.js'
import { boundsOf } from '../restrictions/bounds.js'
import type { Condition } from '../restrictions/condition.js'
import { conditionsOf } from '../restrictions/rules.js'
import type { ResolvedCut } from '../session.js'
import type { Dimension, Tariff } from '../tariff.js'
import { compileComponent } from './compile-component.js'
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
    const others = ofElement.filter(({ bounds }) => bounds === undefined)
    const asked = { conditions: ofElement, bounds: boundsOf(ofElement), others }
    for (const [componentIndex, component] of element.components.entries()) {
      const place = { elementIndex, componentIndex, ...asked }
      components.push(compileComponent(component, place, tariff))
    }
  }
  const ofDimension = (dimension: Dimension): CompiledComponent[] =>
    components.filter(component => component.dimension === dimension)
  const flats = ofDimension('FLAT')
  const cuts = distinct(conditions.flatMap(condition => condition.cuts))
  const readsClock = conditions.some(condition => condition.readsClock)
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
    cuts,
    readsClock,
    cutPlan: planCuts(cuts, readsClock),
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

function distinct(cuts: readonly ResolvedCut[]): ResolvedCut[] {
  const byName = new Map(cuts.map(cut => [Object.values(cut).join(' '), cut]))
  return [...byName.values()]
}
