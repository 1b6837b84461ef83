/**
 * Reads one page of a table, newest first, by the keyset (instant, id): as fast at the end as at
 * the beginning.
 */

import { inScope, type Scope } from '@wattline/database'
import { assert } from '@wattline/units'
import type { DataSource, EntityTarget, SelectQueryBuilder } from 'typeorm'
import type { Page } from './page.type.js'
import type { PageAsk } from './page-arguments.js'

interface Row {
  readonly id: string
}

export interface PageOf<T extends Row> {
  readonly entity: EntityTarget<T>
  /** The property that orders the list; it never changes once a row stands. */
  readonly orderedBy: keyof T & string
  readonly ask: PageAsk
  /** Narrows the list; the alias is `row`. */
  readonly narrow?: (query: SelectQueryBuilder<T>) => void
}

export async function readPage<T extends Row>(
  db: DataSource,
  scope: Scope,
  { entity, orderedBy, ask, narrow }: PageOf<T>,
): Promise<Page<T>> {
  const rows = await inScope(db, scope, tx => {
    const query = tx.createQueryBuilder(entity, 'row')
    narrow?.(query)
    if (ask.beyondId) stepBeyond(query, orderedBy, ask)
    const direction = ask.isBackward ? 'ASC' : 'DESC'
    // One more than the page tells whether there is another.
    return query
      .orderBy(`row.${orderedBy}`, direction)
      .addOrderBy('row.id', direction)
      .limit(ask.size + 1)
      .getMany()
  })
  return pageFrom(rows, ask)
}

/**
 * Rows after the cursor's, by the instant exactly as it is stored: an instant of ours has
 * milliseconds only.
 */
function stepBeyond<T extends Row>(
  query: SelectQueryBuilder<T>,
  orderedBy: keyof T & string,
  { isBackward, beyondId }: PageAsk,
): void {
  const metadata = query.expressionMap.mainAlias?.metadata
  const column = metadata?.findColumnWithPropertyName(orderedBy)
  assert(metadata && column, `${orderedBy} is a column of the listed entity`)
  const place = `select place."${column.databaseName}", place.id from "${metadata.tableName}" place`
  const order = isBackward ? '>' : '<'
  query.andWhere(`(row.${orderedBy}, row.id) ${order} (${place} where place.id = :beyondId)`, {
    beyondId,
  })
}

function pageFrom<T extends Row>(rows: readonly T[], ask: PageAsk): Page<T> {
  const items = rows.slice(0, ask.size)
  if (ask.isBackward) items.reverse()
  const hasMore = rows.length > ask.size
  const cameFrom = ask.beyondId !== undefined
  return {
    edges: items.map(node => ({ cursor: node.id, node })),
    pageInfo: {
      hasNextPage: ask.isBackward ? cameFrom : hasMore,
      hasPreviousPage: ask.isBackward ? hasMore : cameFrom,
      startCursor: items.at(0)?.id ?? null,
      endCursor: items.at(-1)?.id ?? null,
    },
  }
}
