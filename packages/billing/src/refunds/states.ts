/** The states of a refund and the causes a claim may name. */

import { assert } from '@wattline/units'

export const refundStates = {
  claimed: ['for-person', 'denied', 'requested'],
  'for-person': ['denied', 'requested'],
  denied: [],
  // Decided and booked; the provider is still to be asked.
  requested: ['sent', 'uncertain', 'rejected', 'accepted'],
  sent: ['accepted', 'rejected'],
  uncertain: ['sent', 'accepted', 'rejected'],
  // Sent to the scheme; may still come back.
  accepted: ['settled', 'failed', 'returned'],
  settled: ['failed', 'returned'],
  // The driver is owed and a person sees it: a new try is a new intent.
  rejected: ['requested', 'accepted'],
  failed: ['requested', 'accepted'],
  returned: ['requested'],
} as const satisfies Record<string, readonly string[]>

export type RefundState = keyof typeof refundStates

export const refundCauses = [
  'no-energy',
  'interrupted',
  'overcharged',
  'wrong-idle-fee',
  'duplicate',
  'hold-not-released',
  'fault',
  'goodwill',
] as const
export type RefundCause = (typeof refundCauses)[number]

/** @throws BrokenInvariant for a move that is not in the table */
export function moveRefund(refund: { state: RefundState }, to: RefundState): void {
  const allowed: readonly string[] = refundStates[refund.state]
  assert(allowed.includes(to), `a refund does not move from ${refund.state} to ${to}`)
  refund.state = to
}
