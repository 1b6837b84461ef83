/**
 * Where the elements of a tariff have prices, as boxes of their restrictions.
 *
 * Prices of a session and of its reservation are asked apart, so neither settles anything for the
 * other (OCPI 2.3.0 mod_tariffs, ReservationRestrictionType).
 */

import type { MeteredDimension } from '../rate/rated.js'
import type {
  Dimension,
  Tariff,
  TariffDimension,
  TariffElement,
  TariffRestrictions,
} from '../tariff.js'
import { type Box, boxesOf, intersection, wholeBox } from './box.js'

/** Prices that are asked together, in their order: those for one dimension of one of the two. */
export interface Asked {
  readonly type: TariffDimension
  /** Of a session without one; of any reservation, or of one that ran out. */
  readonly reservation?: NonNullable<TariffRestrictions['reservation']>
}

/** Prices of what a session may use any amount of. */
export interface Metered extends Asked {
  readonly dimension: MeteredDimension
}

export const meteredPrices: readonly Metered[] = [
  { dimension: 'ENERGY', type: 'ENERGY' },
  { dimension: 'TIME', type: 'TIME' },
  { dimension: 'PARKING_TIME', type: 'PARKING_TIME' },
  { dimension: 'RESERVATION_TIME', type: 'TIME', reservation: 'RESERVATION' },
  { dimension: 'RESERVATION_TIME', type: 'TIME', reservation: 'RESERVATION_EXPIRES' },
]

/** An element that has a price for what is asked, with the place of the price that counts. */
export interface Pricing {
  readonly elementIndex: number
  /** Of several prices for the dimension the first. */
  readonly componentIndex: number
  readonly boxes: readonly Box[]
}

/** What is billed by it. */
export function dimensionOf({ type, reservation }: Asked): Dimension {
  return reservation !== undefined && type === 'TIME' ? 'RESERVATION_TIME' : type
}

/** What an element's price of that type is billed as. */
export function dimensionIn({ restrictions }: TariffElement, type: TariffDimension): Dimension {
  const { reservation } = restrictions
  return dimensionOf(reservation === undefined ? { type } : { type, reservation })
}

/** In the order in which they are asked (OCPI 2.3.0 mod_tariffs, Tariff). */
export function pricingsOf({ elements }: Tariff, { type, reservation }: Asked): Pricing[] {
  return elements.flatMap((element, elementIndex) => {
    const componentIndex = element.components.findIndex(component => component.type === type)
    if (componentIndex < 0 || element.restrictions.reservation !== reservation) return []
    return [{ elementIndex, componentIndex, boxes: boxesIn(element) }]
  })
}

/** Where the session has prices for the dimensions. */
export function coversOf(tariff: Tariff, types: readonly TariffDimension[]): Box[] {
  return types.flatMap(type => pricingsOf(tariff, { type }).flatMap(({ boxes }) => boxes))
}

/** Where an element applies; reserved time comes before any energy flows. */
export function boxesIn({ restrictions }: TariffElement): Box[] {
  const boxes = boxesOf(restrictions)
  if (restrictions.reservation === undefined) return boxes
  return boxes.flatMap(box => intersection(box, beforeEnergy) ?? [])
}

/** Until the first thousandth of a Wh has flowed. */
export const beforeEnergy: Box = { ...wholeBox, energy: { from: 0, to: 1 } }

/** What an element prices, each once. */
export function askedOf({ components, restrictions: { reservation } }: TariffElement): Asked[] {
  const types = [...new Set(components.map(({ type }) => type))]
  return types.map(type => ({ type, ...(reservation && { reservation }) }))
}
