/**
 * The states of a payment and of an intent to change one, and which may follow which (Adyen's life
 * cycle).
 */

import { assert } from '@wattline/units'

/**
 * One row per attempt at the provider. `uncertain`: nobody knows yet whether the authorisation came
 * about.
 */
export const paymentStates = {
  new: ['pending-authorisation'],
  'pending-authorisation': ['authorised', 'refused', 'waiting', 'action-required', 'uncertain'],
  'action-required': ['authorised', 'refused', 'waiting', 'uncertain'],
  waiting: ['authorised', 'refused', 'cancelled'],
  uncertain: ['authorised', 'refused', 'waiting', 'cancelled', 'pending-authorisation'],
  authorised: ['capturing', 'cancelling', 'adjusting', 'expired', 'captured', 'cancelled'],
  adjusting: ['authorised'],
  cancelling: ['cancelled', 'authorised', 'expired'],
  // An authorisation that came about after all is let go at once.
  cancelled: ['cancelling'],
  capturing: ['captured', 'authorised', 'expired'],
  captured: ['capture-failed', 'settled'],
  // The scheme took it back; the provider may yet capture again by itself.
  'capture-failed': ['captured', 'unpaid'],
  unpaid: ['captured'],
  settled: ['paid-out', 'capture-failed'],
  'paid-out': ['capture-failed'],
  expired: [],
  // A card may be refused and, retried by the shopper under the same reference, accepted: a later
  // yes wins.
  refused: ['authorised'],
} as const satisfies Record<string, readonly string[]>

export type PaymentState = keyof typeof paymentStates

export const intentStates = {
  requested: ['sent', 'uncertain', 'refused', 'succeeded', 'failed'],
  sent: ['succeeded', 'refused', 'failed'],
  uncertain: ['sent', 'refused', 'succeeded', 'failed'],
  succeeded: ['failed'],
  // Only for an authorisation: a later yes under the same reference wins.
  refused: ['succeeded'],
  failed: ['succeeded'],
} as const satisfies Record<string, readonly string[]>

export type IntentState = keyof typeof intentStates
export type IntentKind = 'authorise' | 'capture' | 'cancel' | 'technical-cancel' | 'refund'

export function mayMove<S extends string>(
  table: Readonly<Record<S, readonly string[]>>,
  from: S,
  to: S,
): boolean {
  return table[from].includes(to)
}

/** @throws BrokenInvariant for a move that is not in the table */
export function movePayment(payment: { state: PaymentState }, to: PaymentState): void {
  assert(
    mayMove(paymentStates, payment.state, to),
    `a payment does not move from ${payment.state} to ${to}`,
  )
  payment.state = to
}

/** @throws BrokenInvariant for a move that is not in the table */
export function moveIntent(intent: { state: IntentState }, to: IntentState): void {
  assert(
    mayMove(intentStates, intent.state, to),
    `an intent does not move from ${intent.state} to ${to}`,
  )
  intent.state = to
}
