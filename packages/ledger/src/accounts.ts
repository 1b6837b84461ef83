/** The chart of accounts: every code a posting may name, and how each is made. */

import { type Decimal, showDecimal } from '@wattline/units'

/** Who owes an invoice; `unknown` when a session names nobody. */
export type Debtor =
  | { readonly kind: 'driver'; readonly id: string }
  | { readonly kind: 'partner'; readonly id: string }
  | { readonly kind: 'unknown' }

/** What we earned by charging vehicles, without VAT. */
export const revenueCharging = 'revenue:charging'

/** What Adyen holds for us: captured, neither refunded nor paid out. */
export const adyenClearing = 'adyen:clearing'

/** The debtor of an invoice or a payment. A partner that pays owes it, whoever drove. */
export function debtorOf(party: {
  readonly driverId: string | null
  readonly partnerId: string | null
}): Debtor {
  if (party.partnerId) return { kind: 'partner', id: party.partnerId }
  return party.driverId ? { kind: 'driver', id: party.driverId } : { kind: 'unknown' }
}

/** What a debtor owes us; below zero when we owe the debtor. */
export function receivable(debtor: Debtor): string {
  return debtor.kind === 'unknown'
    ? 'debtor:unknown:receivable'
    : `${debtor.kind}:${debtor.id}:receivable`
}

/**
 * VAT owed to a country at one rate: `vat:DE:19`. One rate is one account, however it was written.
 */
export function vatAccount(country: string, vatPercent: Decimal | null): string {
  return `vat:${country}:${vatPercent ? showDecimal(vatPercent) : 'none'}`
}
