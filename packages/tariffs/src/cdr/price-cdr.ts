/**
 * Prices a received CDR into the figures a CDR states: totals before and after VAT, to four
 * decimals (OCPI types, number). They are exact inside; minor units exist only on invoices.
 */

import type { RatedSession } from '../rate/rated.js'
import type { Dimension, Fault } from '../tariff.js'
import { showQuantity } from '../total/show.js'
import { type CostFigure, costOf, limitedCost } from './figures.js'
import { type ReceivedCdr, rateCdr } from './rate-cdr.js'

export interface CdrFigures {
  /** After min_price and max_price. */
  readonly totalCost: CostFigure
  /** By dimension, before limits; absent where the dimension was not priced. */
  readonly costs: Readonly<Partial<Record<Dimension, CostFigure>>>
  /** Billed quantities, step rounding included: kWh, hours, or 1. */
  readonly billed: Readonly<Partial<Record<Dimension, string>>>
}

export type PricedCdr =
  | { readonly figures: CdrFigures; readonly rated: RatedSession; readonly refused?: undefined }
  | { readonly figures?: undefined; readonly refused: readonly Fault[] }

export function priceCdr(received: ReceivedCdr): PricedCdr {
  const { rated, refused } = rateCdr(received)
  if (!rated) return { refused }
  const used = [...new Set(rated.lines.map(line => line.component.dimension))]
  const ofDimension = (dimension: Dimension) =>
    rated.lines.filter(line => line.component.dimension === dimension)
  const quantityOf = (dimension: Dimension): number =>
    ofDimension(dimension).reduce((sum, { quantity }) => sum + quantity, 0)
  return {
    rated,
    figures: {
      totalCost: limitedCost(rated),
      costs: Object.fromEntries(
        used.map(dimension => [dimension, costOf(rated, ofDimension(dimension))]),
      ),
      billed: Object.fromEntries(
        used.map(dimension => [dimension, showQuantity(dimension, quantityOf(dimension))]),
      ),
    },
  }
}
