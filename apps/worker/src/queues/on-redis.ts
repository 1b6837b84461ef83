/** BullMQ on Redis, by way of ioredis. */

import { createRedisBackend, withBackend } from 'bullmq'
import { Redis } from 'ioredis'

import type { Backend } from './backend.js'

export function onRedis(url: string, reportFault: (fault: Error) => void): Backend {
  // Without a limit a command waits for Redis to come back, as BullMQ's workers require.
  const connection = new Redis(url, { maxRetriesPerRequest: null })
  connection.on('error', reportFault)
  const { Queue, Worker } = withBackend(createRedisBackend)
  return {
    queue: (name, settings) => new Queue(name, { ...settings, connection }),
    worker: (name, process, settings) => new Worker(name, process, { ...settings, connection }),
    end: async () => connection.disconnect(),
  }
}
