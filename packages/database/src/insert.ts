/**
 * Inserts rows whose types are the entity's own: TypeORM's type for values cannot say what a JSON
 * column holds.
 */

import type { EntityManager, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm'

/** One statement, whatever the number of rows. */
export async function insertRows<E extends ObjectLiteral>(
  tx: EntityManager,
  entity: new () => E,
  rows: Partial<E> | readonly Partial<E>[],
): Promise<void> {
  await tx.insert(entity, rows as QueryDeepPartialEntity<E>)
}
