/** Sets where an operator is told of its plugins, or has notices kept to be asked for. */

import type { EntityManager } from 'typeorm'

import { Operator } from '../operators/operator.entity.js'

export interface OperatorNotices {
  readonly operatorId: string
  /** Both or neither: null keeps the notices. */
  readonly noticeUrl: string | null
  readonly noticeSecret: string | null
}

/** The address was checked by `noticeAddressFault`. */
export async function setOperatorNotices(
  tx: EntityManager,
  { operatorId, noticeUrl, noticeSecret }: OperatorNotices,
): Promise<void> {
  await tx.update(Operator, { id: operatorId }, { noticeUrl, noticeSecret })
}
