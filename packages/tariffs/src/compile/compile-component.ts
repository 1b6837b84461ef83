/** Turns one price component into integers, with all that line amounts are made of. */

import { assert, decimal, toScaled } from '@wattline/units'

import { pricePlaces } from '../parse/read-element.js'
import { exactAmount } from '../rate/exact-amount.js'
import { minorPrice } from '../rate/minor-price.js'
import type { PriceComponent, Tariff } from '../tariff.js'
import type { CompiledComponent } from './compiled.js'

/** What a component shares with the others of its element, and where it stands. */
export type Place = Pick<
  CompiledComponent,
  'elementIndex' | 'componentIndex' | 'conditions' | 'bounds' | 'others'
>

export function compileComponent(
  { type, price, stepSize, vatPercent }: PriceComponent,
  place: Place,
  tariff: Tariff,
): CompiledComponent {
  const { taxIncluded, id, currency, elements } = tariff
  const { elementIndex, componentIndex, conditions, bounds, others } = place
  const priceScaled = toScaled(decimal(price), pricePlaces)
  assert(priceScaled !== undefined, `a price of tariff ${id} has at most ${pricePlaces} decimals`)
  const isForReservation = elements[elementIndex]?.restrictions.reservation !== undefined
  const isReservedTime = isForReservation && type === 'TIME'
  const dimension = isReservedTime ? 'RESERVATION_TIME' : type
  return {
    dimension,
    isForReservation,
    elementIndex,
    componentIndex,
    conditions,
    bounds,
    others,
    price,
    priceScaled,
    exactPerUnit: exactAmount(dimension, 1, priceScaled),
    minorPrice: minorPrice(dimension, priceScaled, currency),
    // OCPI counts steps in Wh and seconds.
    step: stepSize * (type === 'ENERGY' ? 1000 : 100),
    vatPercent: taxIncluded === 'N/A' ? null : notBelowZero(vatPercent),
  }
}

/** No tax is given back: a rate below zero, which publishing refuses, is priced as 0. */
function notBelowZero(vatPercent: string | null): string | null {
  return vatPercent?.startsWith('-') ? '0' : vatPercent
}
