/**
 * The worker as a process: configured by its environment, stopped by a signal or by its parent's
 * end.
 */

import { Temporal } from '@wattline/units'
import { pino } from 'pino'

import { readWorkerConfig } from './config.js'
import { prepareOwnQueues } from './queues/prepare.js'
import { startWorker } from './start.js'

const clock = { now: () => Temporal.Now.instant() }

async function main(): Promise<void> {
  const config = readWorkerConfig(process.env)
  const log = pino({ level: config.logLevel, base: { app: 'worker' } })
  if (!config.redisUrl) await prepareOwnQueues(config.queueDatabaseUrl)
  const worker = await startWorker(config, { clock, log })

  process.send?.({ ready: true })

  await askedToStop()
  await worker.stop()
  process.exit(0)
}

/** By a signal, or by the end of the process that started this one. */
function askedToStop(): Promise<void> {
  return new Promise(resolve => {
    for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(event, () => resolve())
  })
}

main().catch((fault: unknown) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`)
  process.exit(1)
})
