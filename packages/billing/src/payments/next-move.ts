/**
 * What a payment needs next: one pure table over its state, the invoice it pays and what was
 * refused before.
 */

import type { IntentKind, PaymentState } from './states.js'

export interface PaymentSituation {
  readonly state: PaymentState
  readonly askedMinor: bigint
  readonly authorisedMinor: bigint
  /** What is for this payment to bring in of its invoice; null while there is none. */
  readonly owedMinor: bigint | null
  /** Kinds of intent the provider refused: asking again is for a person. */
  readonly refused: readonly IntentKind[]
  /** Kinds of intent that are still open. */
  readonly open: readonly IntentKind[]
}

export type NextMove =
  | { readonly kind: 'authorise'; readonly amountMinor: bigint; readonly type: 'pre' | 'final' }
  /**
   * `shortMinor` is what the authorisation does not cover: the open rest is recorded as trouble.
   */
  | { readonly kind: 'capture'; readonly amountMinor: bigint; readonly shortMinor: bigint }
  | { readonly kind: 'cancel' }
  /** Nobody knows whether the hold came about, and nothing is owed: cancel by our own reference. */
  | { readonly kind: 'technical-cancel' }
  /** Something else must come first: an invoice, an answer, a person. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'nothing' }

export function nextMove(situation: PaymentSituation): NextMove {
  switch (situation.state) {
    case 'new':
      return firstMove(situation)
    case 'uncertain':
      return uncertainMove(situation)
    case 'authorised':
      return authorisedMove(situation)
    case 'pending-authorisation':
    case 'action-required':
    case 'waiting':
    case 'adjusting':
    case 'cancelling':
    case 'capturing':
    case 'capture-failed':
      return { kind: 'wait' }
    default:
      return { kind: 'nothing' }
  }
}

/** Without an invoice it is a hold, and its amount not final. */
function firstMove({ askedMinor, owedMinor }: PaymentSituation): NextMove {
  if (owedMinor === null) return { kind: 'authorise', amountMinor: askedMinor, type: 'pre' }
  return owedMinor > 0n
    ? { kind: 'authorise', amountMinor: askedMinor, type: 'final' }
    : { kind: 'nothing' }
}

function uncertainMove({ owedMinor, open, refused }: PaymentSituation): NextMove {
  const asked = [...open, ...refused].includes('technical-cancel')
  return owedMinor === 0n && !asked ? { kind: 'technical-cancel' } : { kind: 'wait' }
}

function authorisedMove({ owedMinor, authorisedMinor, refused }: PaymentSituation): NextMove {
  if (owedMinor === null) return { kind: 'wait' }
  if (owedMinor === 0n) return refused.includes('cancel') ? { kind: 'wait' } : { kind: 'cancel' }
  if (refused.includes('capture')) return { kind: 'wait' }
  const amountMinor = owedMinor < authorisedMinor ? owedMinor : authorisedMinor
  return { kind: 'capture', amountMinor, shortMinor: owedMinor - amountMinor }
}
