/** Asks for money on a driver's card: a hold when a session starts, or what an invoice is owed. */

import { assert, type Money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { Payment } from './payment.entity.js'
import type { PaymentMeans } from './provider.js'
import { writeIntent } from './write-intent.js'

export interface HoldRequest {
  readonly operator: { readonly id: string; readonly merchantAccount: string }
  readonly sessionId: string | null
  /** Set when it is for an invoice that stands: then the amount is final. */
  readonly invoiceId?: string
  readonly driverId: string | null
  /** Set when a partner owes the bill and yet pays by card. */
  readonly partnerId?: string | null
  /** Above zero. */
  readonly amount: Money
  readonly means: PaymentMeans
}

/** Returns the payment's id. The provider is asked after the commit. */
export async function requestHold(
  core: Core,
  tx: EntityManager,
  request: HoldRequest,
): Promise<{ paymentId: string }> {
  assert(request.amount.minor > 0n, 'a hold is above zero')
  const payment = newPayment(core, request)
  await tx.insert(Payment, payment)
  await writeIntent(core, tx, {
    payment,
    kind: 'authorise',
    amountMinor: request.amount.minor,
    authorisationType: payment.invoiceId ? 'final' : 'pre',
  })
  return { paymentId: payment.id }
}

/**
 * Our name for a payment at the provider: without ':' and '\', which would make its signature
 * ambiguous.
 */
export function merchantReferenceOf(paymentId: string): string {
  return `WL-${paymentId}`
}

function newPayment(core: Core, request: HoldRequest): Payment {
  const id = core.newId()
  const now = core.clock.now()
  return {
    id,
    operatorId: request.operator.id,
    driverId: request.driverId,
    partnerId: request.partnerId ?? null,
    sessionId: request.sessionId,
    invoiceId: request.invoiceId ?? null,
    state: 'pending-authorisation',
    currency: request.amount.currency,
    askedMinor: request.amount.minor,
    authorisedMinor: 0n,
    capturedMinor: 0n,
    refundedMinor: 0n,
    refundingMinor: 0n,
    merchantAccount: request.operator.merchantAccount,
    merchantReference: merchantReferenceOf(id),
    means: request.means,
    pspReference: null,
    paymentMethod: null,
    expiresAt: null,
    trouble: null,
    createdAt: now,
    updatedAt: now,
  }
}
