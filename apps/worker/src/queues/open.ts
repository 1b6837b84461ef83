/** Opens the queues on the store that the configuration names: the only place that knows which. */

import { type Topic, topics } from '@wattline/billing'

import type { Log } from '../log.js'
import type { Backend, BackendQueue, BackendWorker } from './backend.js'
import { onPostgres } from './on-postgres.js'
import { onRedis } from './on-redis.js'
import type { Queues } from './queues.js'
import { jobOptions, keptEvents, type Pace, topicSettings, workerOptions } from './settings.js'

export interface QueueStore {
  /** PostgreSQL that `prepareQueues` made ready. */
  readonly queueDatabaseUrl: string
  /** Redis instead, when set. */
  readonly redisUrl?: string | undefined
}

/** @param pace how soon a killed worker's job is another's, where the usual pace will not do */
export function openQueues(store: QueueStore, log: Log, pace: Partial<Pace> = {}): Queues {
  const reportFault = (fault: Error) => log.warn({ fault: fault.message }, 'queue connection lost')
  const backend = store.redisUrl
    ? onRedis(store.redisUrl, reportFault)
    : onPostgres(store.queueDatabaseUrl, reportFault)
  const queues = openEach(backend, reportFault)
  const workers: BackendWorker[] = []
  return {
    async add(topic, bundles) {
      const jobs = bundles.map(({ jobId, bundle }) => ({
        name: topic,
        data: bundle,
        opts: { jobId },
      }))
      const [only, second] = jobs
      if (only && !second) await queues[topic].add(topic, only.data, only.opts)
      else if (second) await queues[topic].addBulk(jobs)
    },
    work(topic, handle) {
      const { concurrency } = topicSettings[topic]
      const settings = { ...workerOptions, ...pace, concurrency }
      const worker = backend.worker(queueName(topic), job => handle(job.data), settings)
      worker.on('error', reportFault)
      worker.on('failed', (job, fault) => {
        const tries = `${job?.attemptsMade ?? '?'} of ${jobOptions.attempts}`
        log.warn({ topic, job: job?.id, tries, fault: fault.message }, 'job failed')
      })
      workers.push(worker)
    },
    async close() {
      await Promise.all(workers.map(worker => worker.close()))
      await Promise.all(Object.values(queues).map(queue => queue.close()))
      await backend.end()
    },
  }
}

/** Apart from other products on the same store. */
function queueName(topic: Topic): string {
  return `wattline-${topic}`
}

function openEach(
  backend: Backend,
  reportFault: (fault: Error) => void,
): Readonly<Record<Topic, BackendQueue>> {
  const settings = { defaultJobOptions: jobOptions, streams: keptEvents }
  const entries = topics.map(topic => {
    const queue = backend.queue(queueName(topic), settings)
    queue.on('error', reportFault)
    return [topic, queue] as const
  })
  return Object.fromEntries(entries) as Record<Topic, BackendQueue>
}
