/** Tells of a decided modification by webhook. */

import type { Modification, ModificationKind, Payment } from '../state/payment.js'
import type { Happening } from '../webhooks/item.js'

/** The event code that tells how a modification ended. */
const eventCodes: Readonly<Record<ModificationKind, string>> = {
  capture: 'CAPTURE',
  cancel: 'CANCELLATION',
  'technical-cancel': 'TECHNICAL_CANCEL',
  refund: 'REFUND',
  reversal: 'CANCEL_OR_REFUND',
  adjustment: 'AUTHORISATION_ADJUSTMENT',
}

/**
 * @param payment as it was before or after; undefined for a technical cancel that found none
 */
export function modificationHappening(
  modification: Modification,
  payment: Payment | undefined,
): Happening {
  const { kind, action, paymentPspReference } = modification
  return {
    eventCode: eventCodes[kind],
    success: modification.state === 'done',
    pspReference: modification.pspReference,
    ...(paymentPspReference === undefined ? {} : { originalReference: paymentPspReference }),
    merchantAccount: modification.merchantAccount,
    merchantReference: modification.reference || payment?.reference || '',
    amount: modification.amount,
    reason: modification.reason,
    paymentMethod: payment?.paymentMethod ?? '',
    ...(action === undefined ? {} : { additionalData: { 'modification.action': action } }),
  }
}
