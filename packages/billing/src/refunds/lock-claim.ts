/** Loads a claim under the lock of its payment, which guards all refunds of that payment. */

import type { EntityManager } from 'typeorm'

import type { Authority } from '../authority.js'
import type { Core } from '../core.js'
import { operatorOfRow } from '../operator-of.js'
import { Operator } from '../operators/operator.entity.js'
import { type LockedPayment, lockPayment } from '../payments/lock.js'
import { Refusal } from '../refusal.js'
import { Refund } from './refund.entity.js'

export interface LockedClaim {
  readonly refund: Refund
  readonly locked: LockedPayment
  readonly operator: Operator
}

/** @throws Refusal `not-found` */
export function operatorOfRefund(
  core: Core,
  authority: Authority,
  refundId: string,
): Promise<string> {
  return operatorOfRow(core, authority, { entity: Refund, id: refundId, what: 'refund' })
}

/**
 * The payment is locked first, as everywhere, and the claim read after.
 *
 * @throws Refusal `not-found`
 */
export async function lockClaim(tx: EntityManager, refundId: string): Promise<LockedClaim> {
  const found = await tx.findOneBy(Refund, { id: refundId })
  if (!found) throw new Refusal('not-found', { what: 'refund' })
  const locked = await lockPayment(tx, found.paymentId)
  const refund = await tx.findOneByOrFail(Refund, { id: refundId })
  const operator = await tx.findOneByOrFail(Operator, { id: refund.operatorId })
  return { refund, locked, operator }
}
