/**
 * VAT once per rate on the sum of its lines. The side the tariff states is given, the tax is
 * rounded and the other side is found by subtraction, so that net + VAT = gross always.
 */

import {
  assert,
  decimal,
  divideHalfUp,
  divideSmallHalfUp,
  readSmallDecimal,
  toScaled,
} from '@wattline/units'

import { vatPlaces } from '../parse/read-element.js'
import type { TaxTotal } from './bill.js'

export type TaxSide = 'net' | 'gross'

/** A VAT rate and what its lines sum to, in minor units on the stated side. */
export type RateSums = ReadonlyMap<string | null, bigint>

export type RateSum = readonly [vatPercent: string | null, minor: bigint]

const hundredPercent = 100 * 10 ** vatPlaces

/** One per rate, in the order of the sums. Where no rate is known the tax is 0. */
export function taxTotals(sums: Iterable<RateSum>, side: TaxSide): TaxTotal[] {
  const totals: TaxTotal[] = []
  for (const sum of sums) totals.push(taxTotal(sum, side))
  return totals
}

function taxTotal([vatPercent, stated]: RateSum, side: TaxSide): TaxTotal {
  const rate = vatPercent === null ? 0 : rateOf(vatPercent)
  if (side === 'net') {
    const vat = share(stated, rate, hundredPercent)
    return { vatPercent, net: stated, vat, gross: stated + vat }
  }
  const vat = share(stated, rate, hundredPercent + rate)
  return { vatPercent, net: stated - vat, vat, gross: stated }
}

/** A percentage in units of 10^-4 %. */
export function scaledRate(vatPercent: string): bigint {
  const scaled = toScaled(decimal(vatPercent), vatPlaces)
  assert(scaled !== undefined, `a VAT rate has at most ${vatPlaces} decimals`)
  return scaled
}

/** The same as a number, which every rate of a tariff fits in. */
function rateOf(vatPercent: string): number {
  return readSmallDecimal(vatPercent, vatPlaces) ?? Number(scaledRate(vatPercent))
}

/** `amount × part / whole`, half away from zero; in numbers where they hold the product exactly. */
function share(amount: bigint, part: number, whole: number): bigint {
  const product = Number(amount) * part
  if (Number.isSafeInteger(product)) return BigInt(divideSmallHalfUp(product, whole))
  return divideHalfUp(amount * BigInt(part), BigInt(whole))
}

/** Net and gross of a whole bill. */
export function totalOf(taxes: readonly TaxTotal[]): { net: bigint; vat: bigint; gross: bigint } {
  let net = 0n
  let vat = 0n
  for (const tax of taxes) {
    net += tax.net
    vat += tax.vat
  }
  return { net, vat, gross: net + vat }
}
