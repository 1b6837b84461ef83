/**
 * What becomes of a change asked for a payment: Adyen's business rules for captures, cancels,
 * refunds, reversals and adjustments, as a pure function of the payment.
 */

import { type Modification, openAmount, type Payment } from '../state/payment.js'

export interface Settled {
  readonly payment: Payment
  readonly modification: Modification
}

/** A change of the payment's figures, or the words of a refusal. */
type Outcome = Partial<Payment> | string

const insufficient = 'Insufficient balance on payment'
const notCaptured = "Transaction hasn't been captured, refund not possible"

/** Decides a received modification. Reasons without a source in Adyen's documents are marked. */
export function settle(payment: Payment, asked: Modification, nowMs: number): Settled {
  const outcome = decide(payment, asked)
  const action = isRefund(payment, asked) ? ('refund' as const) : ('cancel' as const)
  const decided = {
    ...asked,
    decidedAtMs: nowMs,
    ...(asked.kind === 'reversal' ? { action } : {}),
  }
  if (typeof outcome === 'string') {
    return { payment, modification: { ...decided, state: 'refused', reason: outcome } }
  }
  return {
    payment: { ...payment, ...outcome },
    modification: { ...decided, amount: amountOf(payment, asked), state: 'done' },
  }
}

/** A technical cancel whose payment nobody knows was taken all the same; it fails now. */
export function refuseOrphan(asked: Modification, nowMs: number): Modification {
  const reason = 'Original payment not found' // Words assumed.
  return { ...asked, state: 'refused', reason, decidedAtMs: nowMs }
}

function decide(payment: Payment, asked: Modification): Outcome {
  switch (asked.kind) {
    case 'capture':
      return capture(payment, asked.amount.value)
    case 'cancel':
    case 'technical-cancel':
      return cancel(payment)
    case 'refund':
      return refund(payment, asked.amount.value)
    case 'reversal':
      return isRefund(payment, asked) ? refund(payment, refundable(payment)) : cancel(payment)
    case 'adjustment':
      return adjust(payment, asked.amount.value)
  }
}

/** What was really moved: a cancel or reversal names no amount, so it is known only now. */
function amountOf(payment: Payment, asked: Modification): Modification['amount'] {
  const { kind, amount } = asked
  if (kind !== 'cancel' && kind !== 'technical-cancel' && kind !== 'reversal') return amount
  const value = isRefund(payment, asked) ? refundable(payment) : openAmount(payment)
  return { currency: amount.currency, value: value > 0 ? value : amount.value }
}

/** A reversal gives back what was taken, and cancels where nothing was. */
function isRefund(payment: Payment, { kind }: Modification): boolean {
  return kind === 'reversal' && payment.captured > 0
}

function refundable(payment: Payment): number {
  return payment.captured - payment.refunded
}

function capture(payment: Payment, value: number): Outcome {
  // A payment that was captured by itself takes a capture request without harm, or effect.
  if (payment.autoCaptured) return value <= payment.captured ? {} : insufficient
  if (payment.state === 'cancelled') return 'Payment was cancelled' // Words assumed.
  if (payment.state === 'expired') return 'Authorisation expired' // Words assumed.
  if (payment.state !== 'authorised' || value > openAmount(payment)) return insufficient
  const captured = payment.captured + value
  if (payment.multiplePartialCaptures) return { captured }
  return { captured, released: payment.authorised - captured }
}

function cancel(payment: Payment): Outcome {
  if (payment.state === 'cancelled') return {}
  if (payment.state === 'expired') return 'Authorisation expired' // Words assumed.
  if (payment.state === 'refused') return 'Payment was not authorised' // Words assumed.
  const open = openAmount(payment)
  if (payment.captured > 0 && open === 0) return 'Payment was captured' // Words assumed.
  return {
    released: payment.released + open,
    state: payment.captured > 0 ? payment.state : 'cancelled',
  }
}

function refund(payment: Payment, value: number): Outcome {
  if (payment.captured === 0) return notCaptured
  if (value <= 0 || value > refundable(payment)) return insufficient
  return { refunded: payment.refunded + value }
}

function adjust(payment: Payment, value: number): Outcome {
  const isOpen = payment.state === 'authorised' && payment.captured === 0 && payment.released === 0
  if (!isOpen) return insufficient
  if (!payment.preAuthorised) return 'Authorisation is not a pre-authorisation' // Words assumed.
  return { authorised: value }
}
