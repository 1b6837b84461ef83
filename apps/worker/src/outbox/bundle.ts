/** Decides which outbox events travel together as one job. */

import type { Topic } from '@wattline/billing'

import type { QueuedBundle, Subject } from '../queues/queues.js'

/** An event as it stands in the outbox. */
export interface WaitingEvent {
  readonly id: string
  readonly operatorId: string
  readonly topic: Topic
  readonly subjectId: string
}

/**
 * Bundles events by topic and operator, in their order, a subject's events together.
 *
 * A job is named after its first and last event: the same events again make the same job, which the
 * queue then drops, while a new event about a subject whose job is running makes a job of its own
 * and cannot be overlooked.
 */
export function bundleEvents(
  events: readonly WaitingEvent[],
  sizeOf: (topic: Topic) => number,
): ReadonlyMap<Topic, readonly QueuedBundle[]> {
  const bundles = new Map<Topic, QueuedBundle[]>()
  for (const group of groupBy(events, event => `${event.topic} ${event.operatorId}`)) {
    const [first] = group
    if (!first) continue
    const { topic, operatorId } = first
    const subjects = groupBy(group, event => event.subjectId).map(toSubject)
    const made = chunk(subjects, sizeOf(topic)).map(part => nameBundle(topic, operatorId, part))
    bundles.set(topic, [...(bundles.get(topic) ?? []), ...made])
  }
  return bundles
}

/** BullMQ allows neither ':' nor a plain number as a job's id. */
export function nameBundle(
  topic: Topic,
  operatorId: string,
  subjects: readonly Subject[],
): QueuedBundle {
  const first = subjects[0]?.eventIds[0]
  const last = subjects.at(-1)?.eventIds.at(-1)
  const jobId = first === last ? `${topic}-${first}` : `${topic}-${first}-${last}`
  return { jobId, bundle: { operatorId, subjects } }
}

function toSubject(events: readonly WaitingEvent[]): Subject {
  return { subjectId: events[0]?.subjectId ?? '', eventIds: events.map(event => event.id) }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = []
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size))
  return parts
}
