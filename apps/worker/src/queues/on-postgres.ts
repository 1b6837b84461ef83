/** BullMQ on PostgreSQL: one small pool for all queues and workers, in the schema `bullmq`. */

import { createPostgresBackend, DEFAULT_SCHEMA, withBackend } from 'bullmq'
import pg from 'pg'

import type { Backend } from './backend.js'

// Each of the eight workers listens on a connection of its own; the rest is for short statements.
const connectionsAtMost = 18

export function onPostgres(url: string, reportFault: (fault: Error) => void): Backend {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsAtMost,
    options: `-c search_path=${DEFAULT_SCHEMA}`,
    application_name: 'wattline-queues',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  })
  // A dropped connection is weather: the pool opens another.
  pool.on('error', reportFault)
  // Each queue and worker adds a listener of its own.
  pool.setMaxListeners(0)
  const { Queue, Worker } = withBackend(createPostgresBackend)
  return {
    queue: (name, settings) => new Queue(name, { ...settings, connection: pool }),
    worker: (name, process, settings) =>
      new Worker(name, process, { ...settings, connection: pool }),
    end: () => pool.end(),
  }
}
