/** How each queue is run: the figures for jobs that move money. */

import type { Topic } from '@wattline/billing'

export interface TopicSettings {
  /** Events of one operator that travel as one job, at most. */
  readonly bundleSize: number
  /** Jobs of this topic that one worker runs at a time. */
  readonly concurrency: number
}

/**
 * An invoice run bills a hundred sessions in two round trips; what asks outside goes in small
 * bundles; judging a plugin takes the better part of a minute and a core.
 */
export const topicSettings: Readonly<Record<Topic, TopicSettings>> = {
  hold: { bundleSize: 8, concurrency: 2 },
  invoice: { bundleSize: 100, concurrency: 1 },
  collect: { bundleSize: 8, concurrency: 2 },
  capture: { bundleSize: 8, concurrency: 2 },
  cancel: { bundleSize: 8, concurrency: 1 },
  claim: { bundleSize: 4, concurrency: 1 },
  refund: { bundleSize: 8, concurrency: 1 },
  notice: { bundleSize: 20, concurrency: 1 },
  publication: { bundleSize: 1, concurrency: 1 },
  backtest: { bundleSize: 1, concurrency: 1 },
  mending: { bundleSize: 1, concurrency: 1 },
}

export interface Pace {
  readonly lockDuration: number
  readonly stalledInterval: number
  readonly maxStalledCount: number
  /** How soon a worker whose store was away looks again. */
  readonly runRetryDelay: number
}

/** A killed worker's job is another's after at most lock + interval: 20 seconds. */
export const workerOptions: Pace = {
  lockDuration: 15_000,
  stalledInterval: 5000,
  maxStalledCount: 3,
  runRetryDelay: 1000,
}

/**
 * Six tries over half a minute; then the outbox, which still holds the event, relays it anew.
 *
 * Finished jobs go at once: a job that stays would make the queue ignore its event for ever.
 */
export const jobOptions = {
  attempts: 6,
  backoff: { type: 'exponential', delay: 1000, jitter: 0.2 },
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 5,
} as const

/** Events BullMQ keeps for each queue: for people who look, not for work. */
export const keptEvents = { events: { maxLen: 500 } } as const
