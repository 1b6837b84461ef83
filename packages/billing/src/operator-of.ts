/** Whose row an action is about, before the transaction opens that is bound to that operator. */

import { inScope } from '@wattline/database'
import type { EntityTarget, FindOptionsWhere } from 'typeorm'

import type { Authority } from './authority.js'
import type { Core } from './core.js'
import { Refusal } from './refusal.js'

interface OwnedRow {
  readonly id: string
  readonly operatorId: string
}

export interface NamedRow<T extends OwnedRow> {
  readonly entity: EntityTarget<T>
  readonly id: string
  /** As a refusal calls it: `session`. */
  readonly what: string
}

/**
 * A key that sees one operator needs no look: whatever it names is that operator's, or will not be
 * found by the action itself.
 *
 * @throws Refusal `not-found` where a key of several operators sees no such row
 */
export async function operatorOfRow<T extends OwnedRow>(
  core: Core,
  authority: Authority,
  { entity, id, what }: NamedRow<T>,
): Promise<string> {
  const [only, second] = authority.scope
  if (only && !second) return only
  const row = await inScope(core.db, authority.scope, tx =>
    tx.findOneBy(entity, { id } as FindOptionsWhere<T>),
  )
  if (!row) throw new Refusal('not-found', { what })
  return row.operatorId
}
