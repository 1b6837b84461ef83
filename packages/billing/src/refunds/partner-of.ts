/** Which partner is told about a refund. */

import type { EntityManager } from 'typeorm'

import { ApiKey } from '../keys/api-key.entity.js'
import type { Refund } from './refund.entity.js'

/** The partner whose key claimed it; else the one who pays. */
export async function partnerOfRefund(
  tx: EntityManager,
  refund: Pick<Refund, 'claimedBy'>,
  payingPartnerId: string | null,
): Promise<string | null> {
  if (!refund.claimedBy) return payingPartnerId
  const key = await tx.findOneBy(ApiKey, { id: refund.claimedBy })
  return key?.partnerId ?? payingPartnerId
}
