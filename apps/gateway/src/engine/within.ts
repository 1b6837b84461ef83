/**
 * Lets set-up doors of the core, which open a transaction of their own, run inside the one of an
 * idempotent write.
 */

import { type Authority, type Core, once, operatorOf } from '@wattline/billing'
import type { DataSource } from 'typeorm'

export interface NamedAsk {
  /** The mutation's name. */
  readonly name: string
  readonly authority: Authority
  readonly input: { readonly operatorId?: string | null; readonly idempotencyKey: string }
}

/**
 * Runs a set-up once for its idempotency key, whole or not at all.
 *
 * @param work is given a core whose transactions are savepoints of this one
 */
export function onceWithin(
  core: Core,
  ask: NamedAsk,
  work: (within: Core, operatorId: string) => Promise<string>,
): Promise<string> {
  const operatorId = operatorOf(ask.authority, ask.input.operatorId)
  const { name, authority, input } = ask
  return once(
    core,
    { holderId: authority.holderId, operatorId, key: input.idempotencyKey, input: [name, input] },
    // The doors ask of the database nothing but a transaction, which an EntityManager opens as a
    // savepoint.
    tx => work({ ...core, db: tx as unknown as DataSource }, operatorId),
  )
}
