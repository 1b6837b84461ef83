/**
 * How much of an invoice's gross each component makes up: what a clause about parking or a starting
 * fee pays. Pure.
 */

import { type Decimal, divideHalfUp, showDecimal } from '@wattline/units'

export interface LineAmount {
  readonly component: string
  readonly vatPercent: Decimal | null
  readonly taxSide: 'net' | 'gross'
  readonly amountMinor: bigint
}

export interface RateTotal {
  readonly vatPercent: Decimal | null
  readonly netMinor: bigint
  readonly vatMinor: bigint
}

/**
 * Minor units as text by component. A line stated without VAT bears its share of the VAT its rate
 * came to.
 */
export function componentsOf(
  lines: readonly LineAmount[],
  taxes: readonly RateTotal[],
): Record<string, string> {
  const totals = new Map<string, bigint>()
  for (const line of lines) {
    totals.set(line.component, (totals.get(line.component) ?? 0n) + grossOf(line, taxes))
  }
  return Object.fromEntries([...totals].map(([component, minor]) => [component, minor.toString()]))
}

function grossOf(line: LineAmount, taxes: readonly RateTotal[]): bigint {
  if (line.taxSide === 'gross') return line.amountMinor
  const rate = taxes.find(tax => rateName(tax.vatPercent) === rateName(line.vatPercent))
  if (!rate || rate.netMinor <= 0n) return line.amountMinor
  return line.amountMinor + divideHalfUp(line.amountMinor * rate.vatMinor, rate.netMinor)
}

/** One text for one rate, however it was written. */
export function rateName(vatPercent: Decimal | null): string {
  return vatPercent ? showDecimal(vatPercent) : 'none'
}
