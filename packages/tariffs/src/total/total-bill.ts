/**
 * Makes a bill of a rated session and the lines plugins added: the only place where money is
 * rounded.
 *
 * Rounded exactly twice: each line to minor units (`round-lines`), and VAT once per rate on the sum
 * of its lines (`tax`).
 */

import type { AcceptedLine } from '../plugins/accepted.js'
import { firstRate } from '../plugins/vat-pools.js'
import type { RatedLine, RatedSession } from '../rate/rated.js'
import type { Bill, BillLine } from './bill.js'
import { type LimitLine, limitLine } from './price-limits.js'
import { type RoundedLine, roundLines } from './round-lines.js'
import { showQuantity } from './show.js'
import { type RateSum, type TaxSide, taxTotals, totalOf } from './tax.js'

/** What a line takes from its bill. */
interface Place {
  readonly position: number
  readonly taxSide: TaxSide
}

const units = {
  ENERGY: 'kWh',
  TIME: 'h',
  PARKING_TIME: 'h',
  RESERVATION_TIME: 'h',
  FLAT: 'session',
} as const

/** @param accepted lines that `adjust` accepted for this very session, in order */
export function totalBill(rated: RatedSession, accepted: readonly AcceptedLine[]): Bill {
  const { tariff } = rated.tariff
  const taxSide: TaxSide = tariff.taxIncluded === 'YES' ? 'gross' : 'net'
  const lines = roundLines(rated, accepted).map((line, index) =>
    billLine(line, { position: index + 1, taxSide }),
  )
  const isLimited = tariff.minPrice !== undefined || tariff.maxPrice !== undefined
  const limit = isLimited && limitLine(tariff, new Map(sumsOf(lines)), firstRate(rated, 'SESSION'))
  if (limit) lines.push(...limitLines(limit, { position: lines.length + 1, taxSide }))

  const taxes = taxTotals(sumsOf(lines), taxSide)
  const { net, vat, gross } = totalOf(taxes)
  return {
    currency: tariff.currency,
    lines,
    taxes,
    netMinor: net,
    vatMinor: vat,
    grossMinor: gross,
    warnings: isTaxUnknown(taxSide, taxes) ? [...rated.warnings, taxUnknown] : rated.warnings,
  }
}

/** What the lines of each VAT rate sum to, in order of first use: one or two, so a list will do. */
function sumsOf(lines: readonly BillLine[]): RateSum[] {
  const sums: [string | null, bigint][] = []
  for (const { vatPercent, amountMinor } of lines) {
    const sum = sums.find(([rate]) => rate === vatPercent)
    if (sum) sum[1] += amountMinor
    else sums.push([vatPercent, amountMinor])
  }
  return sums
}

const taxUnknown = 'Tax is included at an unknown rate: the bill states no VAT for it.'

/**
 * With tax included at a rate nobody named, only the gross amount is known (OCPI 2.3.0,
 * TaxIncluded).
 */
function isTaxUnknown(side: TaxSide, taxes: Bill['taxes']): boolean {
  return side === 'gross' && taxes.some(({ vatPercent }) => vatPercent === null)
}

function billLine(line: RoundedLine, place: Place): BillLine {
  if (line.rated) return ratedLine(line.rated, line.minor, place)
  const { accepted, vatPercent, minor } = line
  const { plugin, code, labelKey, labelArgs = [], on } = accepted
  return {
    position: place.position,
    component: on,
    quantity: '1',
    unit: 'session',
    unitPrice: null,
    vatPercent,
    taxSide: place.taxSide,
    amountMinor: minor,
    plugin: { ...plugin, code, labelKey, labelArgs },
  }
}

function ratedLine(line: RatedLine, amountMinor: bigint, place: Place): BillLine {
  const { dimension, price, vatPercent } = line.component
  return {
    position: place.position,
    component: dimension,
    quantity: showQuantity(dimension, line.quantity),
    unit: units[dimension],
    unitPrice: price,
    vatPercent,
    taxSide: place.taxSide,
    amountMinor,
  }
}

function limitLines(limit: LimitLine, { position, taxSide }: Place): BillLine[] {
  return [...limit.shares]
    .filter(([, amountMinor]) => amountMinor !== 0n)
    .map(([vatPercent, amountMinor], index) => ({
      position: position + index,
      component: limit.component,
      quantity: '1',
      unit: 'session',
      unitPrice: null,
      vatPercent,
      taxSide,
      amountMinor,
    }))
}
