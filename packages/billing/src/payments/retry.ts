/** Asks again for the money of an invoice after the provider said no: at a person's word only. */

import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { operatorOfRow } from '../operator-of.js'
import { Refusal } from '../refusal.js'
import { moveAgain } from './collect.js'
import { lockPayment } from './lock.js'
import { Payment } from './payment.entity.js'
import { askStoredMeans } from './stored-means.js'

export interface RetryPaymentInput {
  readonly paymentId: string
  readonly idempotencyKey: string
}

/**
 * What was refused is asked once more by a new intent: the capture of a hold that stands, or its
 * release. Where the hold is gone or did not suffice, the driver's stored means are asked for what
 * the invoice is still owed, by a new payment.
 *
 * @returns the payment that is now under way
 * @throws Refusal `not-found`, `payment-not-open`
 */
export async function retryPayment(
  core: Core,
  authority: Authority,
  { paymentId, idempotencyKey }: RetryPaymentInput,
): Promise<{ paymentId: string }> {
  requireRole(authority, 'operator', 'finance')
  const named = { entity: Payment, id: paymentId, what: 'payment' }
  const operatorId = await operatorOfRow(core, authority, named)
  const { holderId } = authority
  const ask = { holderId, operatorId, key: idempotencyKey, input: ['retryPayment', paymentId] }
  return once(core, ask, tx => retry(core, tx, paymentId))
}

async function retry(
  core: Core,
  tx: EntityManager,
  paymentId: string,
): Promise<{ paymentId: string }> {
  if (!(await tx.existsBy(Payment, { id: paymentId }))) {
    throw new Refusal('not-found', { what: 'payment' })
  }
  const locked = await lockPayment(tx, paymentId)
  if (await moveAgain(core, tx, locked)) return { paymentId }
  const made = await askStoredMeans(core, tx, locked)
  if (!made) throw new Refusal('payment-not-open', { state: locked.payment.state })
  return made
}
