/**
 * Refuses limits that no session can satisfy: a least price above the most one, and a tariff that
 * ends before it starts (OCPI 2.3.0 mod_tariffs, Tariff).
 */

import { decimal, isBefore, parseInstant } from '@wattline/units'

import type { Tariff } from '../tariff.js'
import type { Finding, FormRule } from './finding.js'

export const crossedLimits: FormRule = tariff => [...crossedPrices(tariff), ...crossedDates(tariff)]

function crossedPrices({ minPrice: min, maxPrice: max }: Tariff): Finding[] {
  if (!min || !max) return []
  const isCrossed =
    isAbove(min.beforeTaxes, max.beforeTaxes) || isAbove(min.afterTaxes, max.afterTaxes)
  const message = 'min_price is above max_price, so no session could satisfy both'
  return isCrossed ? [fault('$.min_price', 'limits-crossed', message)] : []
}

function isAbove(least: string | undefined, most: string | undefined): boolean {
  return least !== undefined && most !== undefined && decimal(least).gt(decimal(most))
}

function crossedDates({ startsAt, endsAt }: Tariff): Finding[] {
  const start = startsAt === undefined ? undefined : parseInstant(startsAt)
  const end = endsAt === undefined ? undefined : parseInstant(endsAt)
  if (!start || !end || isBefore(start, end)) return []
  const message = 'end_date_time is not after start_date_time, so the tariff is never valid'
  return [fault('$.end_date_time', 'validity-crossed', message)]
}

function fault(path: string, code: Finding['code'], message: string): Finding {
  return { path, code, message, severity: 'fault', examples: [] }
}
