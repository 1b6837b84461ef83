/**
 * The promised cap: the most a session costs, whatever it used, tax included.
 *
 * It binds the gross total after everything else, `max_price` and `min_price` too, since it is what
 * a driver was promised. The difference is a line of its own, split over the VAT rates as that of
 * `max_price` is, so that the tax of the capped bill is right by itself.
 */

import type { RatedSession } from '../rate/rated.js'
import type { Bill, BillLine } from './bill.js'
import { leastChange } from './price-limits.js'
import { type RateSums, type TaxSide, taxTotals, totalOf } from './tax.js'

/**
 * The bill of a rated session, lowered until its gross total is within the cap.
 *
 * @param capMinor minor units with tax; null where none is offered
 */
export function capBill(rated: RatedSession, bill: Bill, capMinor: bigint | null): Bill {
  if (capMinor === null || bill.grossMinor <= capMinor) return bill
  const { currency } = bill
  const side: TaxSide = rated.tariff.tariff.taxIncluded === 'YES' ? 'gross' : 'net'
  const sums: RateSums = new Map(bill.taxes.map(tax => [tax.vatPercent, tax[side]]))
  const shares = leastChange(
    { sums, weights: sums, currency },
    -1n,
    next => totalOf(taxTotals(next, side)).gross <= capMinor,
  )
  const added = [...shares].filter(([, amountMinor]) => amountMinor !== 0n)
  const lines = added.map(([vatPercent, amountMinor], index): BillLine => {
    const position = bill.lines.length + index + 1
    const whole = { quantity: '1', unit: 'session', unitPrice: null } as const
    const amount = { vatPercent, taxSide: side, amountMinor }
    return { position, component: 'CAP', ...whole, ...amount }
  })
  const capped = new Map([...sums].map(([rate, sum]) => [rate, sum + (shares.get(rate) ?? 0n)]))
  const taxes = taxTotals(capped, side)
  const { net, vat, gross } = totalOf(taxes)
  const totals = { netMinor: net, vatMinor: vat, grossMinor: gross }
  return { ...bill, ...totals, lines: [...bill.lines, ...lines], taxes }
}
