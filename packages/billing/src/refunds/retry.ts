/**
 * Sends a refund again that was rejected, failed or came back: a new intent with a new key, asked
 * for by a person.
 */

import { assert, formatAmount, money } from '@wattline/units'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { Refusal } from '../refusal.js'
import { payBack } from './carry-out.js'
import { lockClaim, operatorOfRefund } from './lock-claim.js'
import { Refund } from './refund.entity.js'
import { refundableMinor } from './refundable.js'
import { moveRefund, type RefundState } from './states.js'

export interface RetryInput {
  readonly refundId: string
  readonly idempotencyKey: string
}

const mayBeRetried: readonly RefundState[] = ['rejected', 'failed', 'returned']

/**
 * The credit note stands, for the driver is still owed; only the money is sent again.
 *
 * @throws Refusal `not-found`, `refund-not-open`, `refund-exceeds-rest`
 */
export async function retryRefund(
  core: Core,
  authority: Authority,
  { refundId, idempotencyKey }: RetryInput,
): Promise<{ refundId: string }> {
  requireRole(authority, 'operator', 'finance')
  const ask = {
    holderId: authority.holderId,
    operatorId: await operatorOfRefund(core, authority, refundId),
    key: idempotencyKey,
    input: ['retryRefund', refundId],
  }
  return once(core, ask, async tx => {
    const claim = await lockClaim(tx, refundId)
    if (!mayBeRetried.includes(claim.refund.state)) {
      throw new Refusal('refund-not-open', { refundId })
    }
    const { refund, locked } = claim
    assert(refund.approvedMinor !== null, 'a refund that was sent was approved')
    const rest = refundableMinor(locked.payment)
    if (refund.approvedMinor > rest) {
      const { currency } = refund
      throw new Refusal('refund-exceeds-rest', {
        rest: formatAmount(money(rest, currency)),
        currency,
      })
    }
    moveRefund(refund, 'requested')
    const updatedAt = core.clock.now()
    await tx.update(Refund, { id: refundId }, { state: 'requested', updatedAt })
    await payBack(core, tx, { refund, locked, amountMinor: refund.approvedMinor })
    return { refundId }
  })
}
