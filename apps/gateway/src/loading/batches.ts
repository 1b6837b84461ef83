/**
 * Makes batched reads: keys gathered over one turn of the event loop, one query, answers in the
 * order asked.
 */

import { inScope, type Scope } from '@wattline/database'
import DataLoader from 'dataloader'
import {
  type DataSource,
  type EntityTarget,
  type FindOptionsOrder,
  type FindOptionsWhere,
  In,
} from 'typeorm'

const keysAtMost = 500

type Read<T> = (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>

/** A loader over a read; keys that it does not find answer undefined. */
export function batched<T>(read: Read<T>): DataLoader<string, T | undefined> {
  return new DataLoader<string, T | undefined>(
    async keys => {
      const found = await read([...new Set(keys)])
      return keys.map(key => found.get(key))
    },
    { cache: false, maxBatchSize: keysAtMost, batchScheduleFn: run => setImmediate(run) },
  )
}

/** Loaders of single rows by id. */
export function batchById(db: DataSource, scope: Scope) {
  return <T extends { id: string }>(entity: EntityTarget<T>): DataLoader<string, T | undefined> =>
    batched(async ids => {
      const where = { id: In(ids) } as FindOptionsWhere<T>
      const rows = await inScope(db, scope, tx => tx.find(entity, { where }))
      return new Map(rows.map(row => [row.id, row]))
    })
}

/** Loaders of all rows that belong to a key, in the given order. */
export function batchMany(db: DataSource, scope: Scope) {
  return <T extends object>(
    entity: EntityTarget<T>,
    belongsBy: keyof T & string,
    orderedBy: readonly (keyof T & string)[],
  ): DataLoader<string, readonly T[]> => {
    const order = Object.fromEntries(orderedBy.map(name => [name, 'ASC'])) as FindOptionsOrder<T>
    const loader = batched<readonly T[]>(async keys => {
      const where = { [belongsBy]: In(keys) } as FindOptionsWhere<T>
      const rows = await inScope(db, scope, tx => tx.find(entity, { where, order }))
      return groupBy(rows, row => row[belongsBy] as string, keys)
    })
    return loader as DataLoader<string, readonly T[]>
  }
}

/** Every key has its list, also an empty one. */
function groupBy<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  keys: readonly string[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>(keys.map(key => [key, []]))
  for (const row of rows) groups.get(keyOf(row))?.push(row)
  return groups
}
