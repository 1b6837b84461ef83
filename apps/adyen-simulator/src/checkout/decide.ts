/** Decides one Checkout call: which request it is, and what it leads to. */

import type { Operation } from '../faults/rule.js'
import { decideAdjustment } from './adjust.js'
import type { Decision, Facts } from './decision.js'
import { type Body, readBody } from './fields.js'
import { decideModification, decideTechnicalCancel } from './modify.js'
import { decidePayment } from './pay.js'
import { deleteStored, listStored } from './tokens.js'

/** One call as it came over the wire. */
export interface Call {
  readonly op: Operation
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** The id in the path: of a payment, or of a stored payment method. */
  readonly id: string
  readonly query: Body
  readonly text: string
  /** SHA-256 of the text, in hexadecimal. */
  readonly bodyHash: string
  readonly idempotencyKey?: string
}

/** @throws CheckoutError when the call is refused at once */
export function decideCall(call: Call, facts: Facts): Decision {
  if (call.op === 'storedPaymentMethods') {
    return call.method === 'DELETE'
      ? deleteStored(call.id, call.query, facts)
      : listStored(call.query, facts)
  }
  const body = readBody(call.text)
  const request = { pspReference: call.id, body }
  switch (call.op) {
    case 'payments':
      return decidePayment(body, facts)
    case 'captures':
      return decideModification('capture', request, facts)
    case 'cancels':
      return decideModification('cancel', request, facts)
    case 'refunds':
      return decideModification('refund', request, facts)
    case 'reversals':
      return decideModification('reversal', request, facts)
    case 'technicalCancels':
      return decideTechnicalCancel(body, facts)
    case 'amountUpdates':
      return decideAdjustment(call.id, body, facts)
  }
}
