/** Prices one case: a tariff, a CDR and a zone in one object, into the figures a CDR states. */

import { type CdrFigures, type Dimension, type Fault, priceCdr } from '@wattline/tariffs'
import { decimal, isTimeZone } from '@wattline/units'

/** Why a case has no price: the first reason by its name, and all of them in words. */
export interface RefusedCase {
  readonly name: string | null
  readonly error: string
  readonly message: string
}

/** Totals in OCPI's own names (mod_cdrs, CDR), to four decimals. */
export interface FiguresOfCase {
  readonly name: string | null
  readonly [total: string]: unknown
}

export type PricedCase = FiguresOfCase | RefusedCase

/** @param document `{name, ocpi_version, timezone, tariff | tariffs, cdr, context?}` */
export function priceCase(document: unknown): PricedCase {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return { name: null, error: 'not_an_object', message: '$: a case is an object' }
  }
  const { name: named, timezone, tariff, tariffs, cdr } = document as Record<string, unknown>
  const name = typeof named === 'string' ? named : null
  if (typeof timezone !== 'string' || !isTimeZone(timezone)) {
    return refusal(name, [
      { path: '$.timezone', code: 'unknown-time-zone', message: 'name the IANA zone of the site' },
    ])
  }
  const list = Array.isArray(tariffs) ? tariffs : [tariff]
  const priced = priceCdr({ tariffs: list, cdr, timeZone: timezone })
  if (!priced.figures) return refusal(name, priced.refused)
  const { figures, rated } = priced
  const lines = rated.lines.map(({ component, shares }) => ({
    dimension: component.dimension,
    component: `elements[${component.elementIndex}].price_components[${component.componentIndex}]`,
    price: component.price,
    vat: component.vatPercent,
    periods: shares.length,
  }))
  return { name, ...inOcpi(figures), lines, warnings: rated.warnings }
}

function refusal(
  name: string | null,
  faults: readonly Pick<Fault, 'path' | 'code' | 'message'>[],
): RefusedCase {
  const error = (faults[0]?.code ?? 'unpriced').replaceAll('-', '_')
  return {
    name,
    error,
    message: faults.map(({ path, message }) => `${path}: ${message}`).join('; '),
  }
}

function inOcpi({ totalCost, costs, billed }: CdrFigures): Record<string, unknown> {
  const cost = (
    { exclVat, inclVat }: CdrFigures['totalCost'] = { exclVat: '0', inclVat: '0' },
  ) => ({
    excl_vat: exclVat === undefined ? null : decimal(exclVat).toFixed(4),
    incl_vat: inclVat === undefined ? null : decimal(inclVat).toFixed(4),
  })
  const quantity = (dimension: Dimension): string => billed[dimension] ?? '0'
  return {
    total_cost: cost(totalCost),
    total_fixed_cost: cost(costs.FLAT),
    total_energy_cost: cost(costs.ENERGY),
    total_time_cost: cost(costs.TIME),
    total_parking_cost: cost(costs.PARKING_TIME),
    total_reservation_cost: cost(),
    billed: {
      ENERGY_kwh: quantity('ENERGY'),
      TIME_hours: quantity('TIME'),
      PARKING_TIME_hours: quantity('PARKING_TIME'),
      RESERVATION_TIME_hours: '0',
    },
  }
}
