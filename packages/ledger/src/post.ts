/** Appends entries to the book, in the caller's transaction. */

import type { EntityManager } from 'typeorm'

import { entryJson } from './entry-json.js'
import type { JournalEntry } from './journal.js'

/**
 * Books entries and returns how many of them were new.
 *
 * An entry whose reference the book already has changes nothing, and one without postings is not
 * booked: an event is booked once, however often it is told. The transaction must be in the
 * operator's scope.
 */
export async function post(
  tx: EntityManager,
  operatorId: string,
  entries: readonly JournalEntry[],
): Promise<number> {
  if (entries.length === 0) return 0
  const [row] = await tx.query<{ booked: number }[]>('select book_entries($1, $2) as booked', [
    operatorId,
    JSON.stringify(entries.map(entryJson)),
  ])
  return row?.booked ?? 0
}
