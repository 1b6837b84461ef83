/** Where the elements of a tariff have prices for a dimension, as boxes of their restrictions. */

import type { Dimension, Tariff, TariffElement } from '../tariff.js'
import { isBounded } from './axes.js'
import { type Box, boxesOf } from './box.js'

/** An element that has a price for a dimension, with the place of the price that counts. */
export interface Pricing {
  readonly elementIndex: number
  /** Of several prices for the dimension the first. */
  readonly componentIndex: number
  readonly boxes: readonly Box[]
}

/** In the order in which they are asked (OCPI 2.3.0 mod_tariffs, Tariff). */
export function pricingsOf({ elements }: Tariff, dimension: Dimension): Pricing[] {
  return elements.flatMap((element, elementIndex) => {
    const componentIndex = element.components.findIndex(({ type }) => type === dimension)
    if (componentIndex < 0 || !isBounded(element)) return []
    return [{ elementIndex, componentIndex, boxes: boxesOf(element.restrictions) }]
  })
}

export function coversOf(tariff: Tariff, dimensions: readonly Dimension[]): Box[] {
  return dimensions.flatMap(dimension =>
    pricingsOf(tariff, dimension).flatMap(({ boxes }) => boxes),
  )
}

/** The dimensions that an element prices, each once. */
export function dimensionsOf({ components }: TariffElement): Dimension[] {
  return [...new Set(components.map(({ type }) => type))]
}
