/**
 * Splits what is given back over the VAT rates of its invoice, so that all its credit notes
 * together never exceed it.
 */

import { allocate, assert, type Decimal, divideHalfUp, money } from '@wattline/units'

export interface RateShare {
  readonly vatPercent: Decimal | null
  readonly netMinor: bigint
  readonly vatMinor: bigint
  readonly grossMinor: bigint
}

/**
 * Shares of an amount, in the order of the rates; a rate that gets nothing is left out.
 *
 * By largest remainder over what is left of each rate; VAT keeps the proportion it has in the rest,
 * so that the last credit note takes exactly what is left of net and VAT alike.
 */
export function splitCredit(
  amountMinor: bigint,
  left: readonly RateShare[],
  currency: string,
): RateShare[] {
  const weights = left.map(({ grossMinor }) => (grossMinor > 0n ? grossMinor : 0n))
  const leftMinor = weights.reduce((total, weight) => total + weight, 0n)
  assert(amountMinor > 0n && amountMinor <= leftMinor, 'no more is credited than what is left')
  const parts = allocate(money(amountMinor, currency), weights)
  return left.flatMap((rate, index) => {
    const grossMinor = parts[index]?.minor ?? 0n
    if (grossMinor === 0n) return []
    const vatMinor = divideHalfUp(grossMinor * rate.vatMinor, rate.grossMinor)
    return [{ vatPercent: rate.vatPercent, netMinor: grossMinor - vatMinor, vatMinor, grossMinor }]
  })
}
