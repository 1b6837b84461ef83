/** Tells of an authorisation by webhook, and lets a waiting one be approved. */

import type { Payment } from '../state/payment.js'
import type { Happening } from '../webhooks/item.js'

/** AUTHORISATION, of a payment that is authorised or refused. */
export function authorisationHappening(payment: Payment): Happening {
  const success = payment.state !== 'refused'
  const value = success ? payment.authorised : payment.amount.value
  return {
    eventCode: 'AUTHORISATION',
    success,
    pspReference: payment.pspReference,
    merchantAccount: payment.merchantAccount,
    merchantReference: payment.reference,
    amount: { currency: payment.amount.currency, value },
    reason: payment.authorisationReason,
    paymentMethod: payment.paymentMethod,
    ...(success ? { operations: ['CANCEL', 'CAPTURE', 'REFUND'] } : {}),
    additionalData: payment.additionalData,
  }
}

/** What a payment answered with `Received` turns into: the full amount, a moment later. */
export function approve(payment: Payment): Payment {
  return { ...payment, state: 'authorised', authorised: payment.amount.value }
}
