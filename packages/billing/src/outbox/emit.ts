/** Writes events to the outbox in the caller's transaction. */

import type { EntityManager } from 'typeorm'

import type { Topic } from './outbox-event.entity.js'

export interface OutgoingEvent {
  readonly topic: Topic
  readonly subjectId: string
  /** Defaults to topic and subject: the queue drops a second job with an id it still holds. */
  readonly jobId?: string
}

export async function emit(
  tx: EntityManager,
  operatorId: string,
  events: readonly OutgoingEvent[],
): Promise<void> {
  await tx.query('select emit_outbox($1, $2)', [operatorId, JSON.stringify(events.map(withJobId))])
}

/** The event as the SQL functions take it. BullMQ allows no ':' in a job id of its own making. */
export function withJobId(event: OutgoingEvent): Required<OutgoingEvent> {
  return { ...event, jobId: event.jobId ?? `${event.topic}-${event.subjectId}` }
}
