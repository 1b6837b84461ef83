/** The worker's doors: start one in this process, read its configuration, prepare its queues. */

export { readWorkerConfig, type WorkerConfig } from './config.js'
export type { WorkerHealth } from './health.js'
export type { Log } from './log.js'
export { prepareQueues } from './queues/prepare.js'
export { type Surroundings, startWorker, type Worker } from './start.js'
