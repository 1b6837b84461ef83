/** What a job tells the outbox: which of its events still wait, and which are done. */

import { inScope } from '@wattline/database'
import type { DataSource } from 'typeorm'

import type { Subject } from '../queues/queues.js'

/** The subjects with an event that is not done: a job that was queued twice finds none. */
export async function stillWaiting(
  db: DataSource,
  subjects: readonly Subject[],
): Promise<Subject[]> {
  const waiting = await inScope(db, [], tx =>
    tx.query<{ id: string }[]>('select id from outbox where id = any($1::bigint[])', [
      eventIdsOf(subjects),
    ]),
  )
  const ids = new Set(waiting.map(event => event.id))
  return subjects.filter(subject => subject.eventIds.some(id => ids.has(id)))
}

/**
 * An event leaves the outbox when its job is done, not when it is queued: a lost queue loses
 * nothing.
 */
export async function markDone(db: DataSource, subjects: readonly Subject[]): Promise<void> {
  if (subjects.length === 0) return
  await inScope(db, [], tx =>
    tx.query('delete from outbox where id = any($1::bigint[])', [eventIdsOf(subjects)]),
  )
}

/**
 * Lets events be relayed again that were relayed long ago and are still not done: their job was
 * lost, or failed for good and may have been mended since. Returns how many.
 *
 * @param overdueMs longer than a job and all its tries may take
 */
export async function relayAgain(db: DataSource, overdueMs: number): Promise<number> {
  const [, count] = await inScope(db, [], tx =>
    tx.query<[unknown[], number]>(
      `update outbox set relayed_at = null
       where relayed_at < now() - $1::double precision * interval '1 millisecond'`,
      [overdueMs],
    ),
  )
  return count
}

/** Events that have waited longer than this: what a person should look at. */
export async function countOverdue(db: DataSource, overdueMs: number): Promise<number> {
  const [row] = await inScope(db, [], tx =>
    tx.query<{ count: string }[]>(
      `select count(*) from outbox
       where created_at < now() - $1::double precision * interval '1 millisecond'`,
      [overdueMs],
    ),
  )
  return Number(row?.count ?? 0)
}

function eventIdsOf(subjects: readonly Subject[]): string[] {
  return subjects.flatMap(subject => subject.eventIds)
}
