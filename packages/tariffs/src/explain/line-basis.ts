/** Gathers what a line rests on, as data: the part of an explanation that every language shares. */

import { offsetAt, showSecond, type ZoneTable } from '@wattline/units'

import type { AcceptedLine } from '../plugins/accepted.js'
import type { RatedLine, RatedSession } from '../rate/rated.js'
import { showKwh } from '../restrictions/session-energy.js'
import type { Dimension, PriceLimit, Tariff } from '../tariff.js'
import type { BillLine } from '../total/bill.js'
import { showSeconds } from '../total/show.js'
import type { Amount, FeeBasis, LimitBasis, PluginBasis, Tax, UseBasis } from './explanation.js'

/** In epoch seconds. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** From the first of some periods to the last; the whole session without any. */
export function stretchOf(rated: RatedSession, periods: readonly number[]): Stretch {
  const first = rated.periods[periods[0] ?? -1]
  const last = rated.periods[periods.at(-1) ?? -1]
  if (!first || !last) return { from: rated.startSecond, to: rated.endSecond }
  return {
    from: rated.startSecond + first.start.sessionSecond,
    to: rated.startSecond + last.start.sessionSecond + last.durationSeconds,
  }
}

export function basisOfRated(
  rated: RatedSession,
  { component, tariff, quantity, addedByStep, shares }: RatedLine,
  line: BillLine,
): UseBasis | FeeBasis {
  const { dimension, price, step, elementIndex } = component
  const { id: tariffId, currency } = tariff.tariff
  const stated = { price, currency, tax: taxOf(line), tariffId, elementIndex }
  if (dimension === 'FLAT') {
    return { kind: 'FEE', on: component.isForReservation ? 'RESERVATION' : 'SESSION', ...stated }
  }
  const periods = shares.map(({ period }) => period)
  const { from, to } = stretchOf(rated, periods)
  return {
    kind: 'USE',
    use: dimension,
    quantity: amountOf(dimension, quantity),
    fromLocal: showLocal(rated.tariff.zone, from),
    toLocal: showLocal(rated.tariff.zone, to),
    ...stated,
    ...(addedByStep > 0 && {
      step: { size: stepOf(dimension, step), added: amountOf(dimension, addedByStep) },
    }),
  }
}

export function basisOfAccepted(
  { currency }: Tariff,
  { kind, code, on, plugin: { id, version }, labelKey, labelArgs = [] }: AcceptedLine,
  line: BillLine,
): PluginBasis {
  const label = { key: labelKey, args: labelArgs, currency }
  return { kind, code, on, plugin: { id, version }, label, tax: taxOf(line) }
}

export function basisOfLimit(
  { id: tariffId, currency }: Tariff,
  kind: LimitBasis['kind'],
  { beforeTaxes, afterTaxes }: PriceLimit,
): LimitBasis {
  const after = afterTaxes === undefined ? {} : { afterTaxes }
  return { kind, beforeTaxes, ...after, currency, tariffId }
}

function taxOf({ vatPercent, taxSide }: BillLine): Tax {
  return { percent: vatPercent, side: taxSide }
}

/** Thousandths of a Wh as kWh, hundredths of a second as seconds. */
function amountOf(dimension: Dimension, quantity: number): Amount {
  return dimension === 'ENERGY'
    ? { amount: showKwh(quantity), unit: 'kWh' }
    : { amount: showSeconds(quantity), unit: 's' }
}

/** As OCPI counts steps: in Wh or seconds. */
function stepOf(dimension: Dimension, step: number): Amount {
  return dimension === 'ENERGY'
    ? { amount: (step / 1000).toString(), unit: 'Wh' }
    : { amount: (step / 100).toString(), unit: 's' }
}

/** What the site's clock shows, with its offset from UTC: `2026-03-02T17:30:00+01:00`. */
function showLocal(zone: ZoneTable, epochSecond: number): string {
  const offset = offsetAt(zone, epochSecond)
  const local = showSecond(epochSecond + offset).slice(0, -1)
  const minutes = Math.floor(Math.abs(offset) / 60)
  const two = (value: number): string => value.toString().padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
