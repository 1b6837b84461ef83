/**
 * Keeps what an authorisation taught about the means of payment: its kind, and the token stored
 * with it.
 */

import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { Payment } from './payment.entity.js'
import type { Authorised, PaymentMeans } from './provider.js'

/**
 * A driver's first card becomes the stored one of the next session. The same token again changes
 * nothing.
 */
export async function keepStoredMeans(
  core: Core,
  tx: EntityManager,
  authorised: {
    readonly payment: Payment
    /** What the authorisation was asked with. */
    readonly means: PaymentMeans
    readonly answer: Authorised
  },
): Promise<void> {
  const { payment, means: asked } = authorised
  const { paymentMethod, storedPaymentMethodId } = authorised.answer
  const token = asked.kind === 'encrypted-card' ? storedPaymentMethodId : undefined
  const { shopperReference } = asked
  if (token && payment.driverId) {
    await tx.query(
      `insert into payment_method (id, operator_id, driver_id, shopper_reference, stored_payment_method_id, brand,
                                   created_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (operator_id, stored_payment_method_id) do nothing`,
      [
        core.newId(),
        payment.operatorId,
        payment.driverId,
        shopperReference,
        token,
        paymentMethod ?? null,
        core.clock.now().toString(),
      ],
    )
  }
  const means: PaymentMeans | undefined = token
    ? { kind: 'stored', storedPaymentMethodId: token, shopperReference, driverPresent: false }
    : undefined
  if (!paymentMethod && !means) return
  await tx.update(
    Payment,
    { id: payment.id },
    { ...(paymentMethod ? { paymentMethod } : {}), ...(means ? { means } : {}) },
  )
}
