/** The little of BullMQ that a store must offer, alike for PostgreSQL and Redis. */

import type { Job, Processor, QueueOptions, WorkerOptions } from 'bullmq'

import type { Bundle } from './queues.js'

type OnFault = (fault: Error) => void

export interface JobToAdd {
  readonly name: string
  readonly data: Bundle
  readonly opts: { readonly jobId: string }
}

export interface BackendQueue {
  add(name: string, data: Bundle, opts: { jobId: string }): Promise<unknown>
  addBulk(jobs: JobToAdd[]): Promise<unknown>
  on(event: 'error', report: OnFault): unknown
  close(): Promise<void>
}

export interface BackendWorker {
  on(event: 'error', report: OnFault): unknown
  on(event: 'failed', report: (job: Job<Bundle> | undefined, fault: Error) => void): unknown
  close(): Promise<void>
}

export type QueueSettings = Omit<QueueOptions, 'connection'>
export type WorkerSettings = Omit<WorkerOptions, 'connection'>

/** One store of jobs and the connections to it. */
export interface Backend {
  queue(name: string, settings: QueueSettings): BackendQueue
  worker(name: string, process: Processor<Bundle>, settings: WorkerSettings): BackendWorker
  /** Ends the connections, once queues and workers are closed. */
  end(): Promise<void>
}
