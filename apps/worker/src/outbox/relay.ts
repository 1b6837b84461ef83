/** Moves events from the outbox to the queues; killed anywhere, it repeats itself without harm. */

import { inScope } from '@wattline/database'
import type { DataSource } from 'typeorm'

import type { Queues } from '../queues/queues.js'
import { topicSettings } from '../queues/settings.js'
import { bundleEvents, type WaitingEvent } from './bundle.js'

/** Events that one turn moves, at most. */
export const eventsATurn = 800

/**
 * Hands over the oldest waiting events and marks them as relayed. Returns how many there were.
 *
 * The queue comes first and the mark second: cut off in between, the same events go out again as
 * the same jobs. Several relays share the work, since each skips what another has locked.
 */
export async function relayEvents(db: DataSource, queues: Queues): Promise<number> {
  // The outbox has a policy of its own: the worker's role sees every operator's events there.
  return inScope(db, [], async tx => {
    const events = await tx.query<WaitingEvent[]>(
      `select id, operator_id as "operatorId", topic, subject_id as "subjectId"
       from outbox where relayed_at is null order by id limit $1 for update skip locked`,
      [eventsATurn],
    )
    if (events.length === 0) return 0
    const bundles = bundleEvents(events, topic => topicSettings[topic].bundleSize)
    for (const [topic, made] of bundles) await queues.add(topic, made)
    await tx.query('update outbox set relayed_at = now() where id = any($1::bigint[])', [
      events.map(event => event.id),
    ])
    return events.length
  })
}
