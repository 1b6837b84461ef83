/** The one door for writes asked from outside: transaction, idempotency and result together. */

import { inScope } from '@wattline/database'
import type { EntityManager } from 'typeorm'

import { hashOf } from './canonical.js'
import type { Core } from './core.js'
import { Refusal } from './refusal.js'

export interface Ask {
  /** Whose key it is: two partners may use the same one. */
  readonly holderId: string
  readonly operatorId: string
  readonly key: string
  /** The name of the use case with its whole input: the same key with another is refused. */
  readonly input: unknown
}

/**
 * Runs a write once for its key: the same key and input again give the stored result and change
 * nothing.
 *
 * The result must be plain JSON. A refusal rolls back the key too, so the same key may be tried
 * again when mended. Two at once: the second waits for the first, then sees its result.
 *
 * @throws Refusal `idempotency-key-reused` for the same key with other input
 */
export async function once<T>(
  core: Core,
  ask: Ask,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  return inScope(core.db, [ask.operatorId], async tx => {
    const claimed = await tx.query<unknown[]>(
      `insert into idempotency_key (holder_id, key, operator_id, input_sha256, created_at)
       values ($1, $2, $3, $4, $5) on conflict (holder_id, key) do nothing returning key`,
      [ask.holderId, ask.key, ask.operatorId, hashOf(ask.input), core.clock.now().toString()],
    )
    if (claimed.length === 0) {
      const known = await storedResult<T>(tx, ask)
      // A key used for another operator of the same holder is out of sight here, and reused all the
      // same.
      if (!known) throw new Refusal('idempotency-key-reused', { key: ask.key })
      return known.result
    }
    const result = await work(tx)
    await tx.query('update idempotency_key set result = $3 where holder_id = $1 and key = $2', [
      ask.holderId,
      ask.key,
      JSON.stringify(result),
    ])
    return result
  })
}

/**
 * What the same ask gave before, as far as the transaction's scope sees it: for work that must be
 * done ahead of the write, and is not to be done, or refused, a second time.
 *
 * @throws Refusal `idempotency-key-reused` for the same key with other input
 */
export async function storedResult<T>(
  tx: EntityManager,
  ask: Omit<Ask, 'operatorId'>,
): Promise<{ readonly result: T } | undefined> {
  const [known] = await tx.query<{ input_sha256: string; result: T }[]>(
    'select input_sha256, result from idempotency_key where holder_id = $1 and key = $2',
    [ask.holderId, ask.key],
  )
  if (known && known.input_sha256 !== hashOf(ask.input))
    throw new Refusal('idempotency-key-reused', { key: ask.key })
  return known
}
