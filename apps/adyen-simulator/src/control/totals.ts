/**
 * Adds up what the acquirer holds and took, per merchant account and currency: the truth to
 * audit against.
 */

import { openAmount, type Payment } from '../state/payment.js'

/** Minor units by Adyen's exponents; `balance` is what was captured and not given back. */
export interface Totals {
  readonly merchantAccount: string
  readonly currency: string
  readonly payments: number
  readonly authorised: number
  readonly held: number
  readonly captured: number
  readonly refunded: number
  readonly balance: number
}

export function totalsOf(payments: Iterable<Payment>): Totals[] {
  const byPlace = new Map<string, Totals>()
  for (const payment of payments) {
    const { merchantAccount, amount, authorised, captured, refunded } = payment
    const place = `${merchantAccount}\n${amount.currency}`
    const sofar = byPlace.get(place)
    byPlace.set(place, {
      merchantAccount,
      currency: amount.currency,
      payments: (sofar?.payments ?? 0) + 1,
      authorised: (sofar?.authorised ?? 0) + authorised,
      held: (sofar?.held ?? 0) + openAmount(payment),
      captured: (sofar?.captured ?? 0) + captured,
      refunded: (sofar?.refunded ?? 0) + refunded,
      balance: (sofar?.balance ?? 0) + captured - refunded,
    })
  }
  return [...byPlace.values()]
}
