/** Loads a claim under the lock of its payment, which guards all refunds of that payment. */

import type { EntityManager } from 'typeorm'

import { Operator } from '../operators/operator.entity.js'
import { type LockedPayment, lockPayment } from '../payments/lock.js'
import { Refund } from './refund.entity.js'

export interface LockedClaim {
  readonly refund: Refund
  readonly locked: LockedPayment
  readonly operator: Operator
}

/**
 * Undefined when the scope has no such claim. The payment is locked first, as everywhere, and the
 * claim read after.
 */
export async function lockClaim(
  tx: EntityManager,
  refundId: string,
): Promise<LockedClaim | undefined> {
  const found = await tx.findOneBy(Refund, { id: refundId })
  if (!found) return undefined
  const locked = await lockPayment(tx, found.paymentId)
  const refund = await tx.findOneByOrFail(Refund, { id: refundId })
  const operator = await tx.findOneByOrFail(Operator, { id: refund.operatorId })
  return { refund, locked, operator }
}
