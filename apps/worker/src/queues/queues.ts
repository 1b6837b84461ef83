/**
 * The queue port: one queue for each topic, and nothing that tells which store stands behind it.
 */

import type { Topic } from '@wattline/billing'

/** What a job is about, and the outbox events that asked for it. */
export interface Subject {
  readonly subjectId: string
  readonly eventIds: readonly string[]
}

/** Subjects of one operator and one topic that travel as one job. */
export interface Bundle {
  readonly operatorId: string
  readonly subjects: readonly Subject[]
}

export interface QueuedBundle {
  /** The queue drops a second job with an id it still holds. */
  readonly jobId: string
  readonly bundle: Bundle
}

export type HandleBundle = (bundle: Bundle) => Promise<void>

export interface Queues {
  add(topic: Topic, bundles: readonly QueuedBundle[]): Promise<void>
  /**
   * Begins to hand over this topic's jobs. A job whose handler throws is tried again, with
   * back-off.
   */
  work(topic: Topic, handle: HandleBundle): void
  /** Takes no further job, waits for those that run, then lets go of every connection. */
  close(): Promise<void>
}
