/** Runs a set-up of a mutation once for its idempotency key, whole or not at all. */

import { type Authority, type Core, once, operatorOf } from '@wattline/billing'
import type { EntityManager } from 'typeorm'

export interface NamedAsk {
  /** The mutation's name. */
  readonly name: string
  readonly authority: Authority
  readonly input: { readonly operatorId?: string | null; readonly idempotencyKey: string }
}

/**
 * @param work writes in the transaction that also stores its result under the key
 * @returns the id that `work` gave, now or when the key was first used
 */
export function onceForKey(
  core: Core,
  { name, authority, input }: NamedAsk,
  work: (tx: EntityManager, operatorId: string) => Promise<string>,
): Promise<string> {
  const operatorId = operatorOf(authority, input.operatorId)
  return once(
    core,
    { holderId: authority.holderId, operatorId, key: input.idempotencyKey, input: [name, input] },
    tx => work(tx, operatorId),
  )
}
