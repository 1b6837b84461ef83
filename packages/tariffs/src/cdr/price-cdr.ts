/**
 * Prices a received CDR into the figures a CDR states: totals before and after VAT, to four
 * decimals (OCPI types, number). They are exact inside; minor units exist only on invoices.
 */

import { type OcpiVersion, ocpiVersionOf } from '../parse/ocpi-version.js'
import type { MeteredDimension, RatedLine, RatedSession } from '../rate/rated.js'
import type { Dimension, Fault } from '../tariff.js'
import { showQuantity } from '../total/show.js'
import { type CostFigure, costOf, limitedCost, type TaxKnowledge } from './figures.js'
import { type ReceivedCdr, rateReceived } from './rate-cdr.js'

/** In OCPI's own names (2.2.1 mod_cdrs, CDR), ready to be printed as JSON. */
export interface CdrFigures {
  /** After min_price and max_price; the other totals are before. */
  readonly total_cost: CostFigure
  readonly total_fixed_cost: CostFigure
  readonly total_energy_cost: CostFigure
  readonly total_time_cost: CostFigure
  readonly total_parking_cost: CostFigure
  /** With the FLAT of the reservation. */
  readonly total_reservation_cost: CostFigure
  /**
   * Priced quantities, step rounding included, to four decimals; hours that four would not tell
   * apart from the next second have six.
   */
  readonly billed: {
    readonly ENERGY_kwh: string
    readonly TIME_hours: string
    readonly PARKING_TIME_hours: string
    readonly RESERVATION_TIME_hours: string
  }
  readonly lines: readonly CdrLine[]
  readonly warnings: readonly CdrWarning[]
}

/** What one price component came to. */
export interface CdrLine {
  readonly dimension: Dimension
  readonly tariff_id: string
  /** Where the price stands in that tariff: `elements[0].price_components[1]`. */
  readonly component: string
  readonly is_reservation: boolean
  /** kWh, hours or 1, step rounding included. */
  readonly quantity: string
  readonly added_by_step: string
  readonly price: string
  readonly vat: string | null
  readonly cost: CostFigure
}

export interface CdrWarning {
  readonly code: string
  readonly path: string
  readonly message: string
}

export interface CdrToPrice extends ReceivedCdr {
  /** Told by the documents themselves where it is not given. */
  readonly version?: OcpiVersion
}

export type PricedCdr =
  | { readonly figures: CdrFigures; readonly rated: RatedSession; readonly refused?: undefined }
  | { readonly figures?: undefined; readonly refused: readonly Fault[] }

export function priceCdr(received: CdrToPrice): PricedCdr {
  const { rated, warnings, refused } = rateReceived(received)
  if (!rated) return { refused }
  const version = received.version ?? ocpiVersionOf([received.cdr, ...received.tariffs])
  const knowledge: TaxKnowledge = { knowsVat: version !== '2.1.1' }
  const cost = (test: (line: RatedLine) => boolean): CostFigure =>
    costOf(rated.lines.filter(test), knowledge)
  const ofSession = (dimension: Dimension) =>
    cost(({ component }) => component.dimension === dimension && !component.isForReservation)
  return {
    rated,
    figures: {
      total_cost: limitedCost(rated, knowledge),
      total_fixed_cost: ofSession('FLAT'),
      total_energy_cost: ofSession('ENERGY'),
      total_time_cost: ofSession('TIME'),
      total_parking_cost: ofSession('PARKING_TIME'),
      total_reservation_cost: cost(({ component }) => component.isForReservation),
      billed: {
        ENERGY_kwh: billed(rated, 'ENERGY'),
        TIME_hours: billed(rated, 'TIME'),
        PARKING_TIME_hours: billed(rated, 'PARKING_TIME'),
        RESERVATION_TIME_hours: billed(rated, 'RESERVATION_TIME'),
      },
      lines: rated.lines.map(line => showLine(line, knowledge)),
      warnings: warnings.map(({ code, path, message }) => ({ code: inOcpi(code), path, message })),
    },
  }
}

/** A code in the spelling of OCPI's own names: `periods_out_of_order`. */
export function inOcpi(code: string): string {
  return code.replaceAll('-', '_')
}

function billed({ lines }: RatedSession, dimension: MeteredDimension): string {
  const own = lines.filter(({ component }) => component.dimension === dimension)
  const total = own.reduce((sum, { quantity }) => sum + quantity, 0)
  const [whole, decimals = ''] = showQuantity(dimension, total).split('.')
  return `${whole}.${decimals.padEnd(4, '0')}`
}

function showLine(line: RatedLine, knowledge: TaxKnowledge): CdrLine {
  const { component, tariff, quantity, addedByStep } = line
  const { dimension, elementIndex, componentIndex, isForReservation, price, vatPercent } = component
  return {
    dimension,
    tariff_id: tariff.tariff.id,
    component: `elements[${elementIndex}].price_components[${componentIndex}]`,
    is_reservation: isForReservation,
    quantity: showQuantity(dimension, quantity),
    added_by_step: showQuantity(dimension, addedByStep),
    price,
    vat: vatPercent,
    cost: costOf([line], knowledge),
  }
}
