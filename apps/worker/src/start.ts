/** Starts a worker: the loops and one queue worker per topic, on one connection pool. */

import { createAdyenProvider } from '@wattline/adyen'
import { entities, type PluginGate, topics, type WorkerCore } from '@wattline/billing'
import { assertBoundByTenancy, connect, idsBy } from '@wattline/database'
import { createPluginGate, createRatingCells } from '@wattline/plugin-host'
import type { Clock } from '@wattline/units'
import type { DataSource } from 'typeorm'

import type { WorkerConfig } from './config.js'
import { serveHealth, type WorkerHealth } from './health.js'
import { jobs } from './jobs/by-topic.js'
import { perform, type Workshop } from './jobs/perform.js'
import type { Log } from './log.js'
import { startLoops } from './loops.js'
import { createHttpNotifier } from './notices/http-notifier.js'
import { openQueues } from './queues/open.js'

/** What a worker takes from the process around it. */
export interface Surroundings {
  readonly clock: Clock
  readonly log: Log
  /** Judges uploaded plugins; a publish gate of its own when left out. */
  readonly gate?: PluginGate
}

export interface Worker {
  health(): WorkerHealth
  /** Takes nothing new, finishes what runs, lets every connection go. */
  stop(): Promise<void>
}

const poolSize = 20
const noticeDeadlineMs = 10_000
/** Nothing they say is billed: with the JIT, many sessions a request, and few cells. */
const backtestCells = { isJitless: false, batchSize: 1000, maxCells: 2 } as const

/** @throws when the database cannot be reached or its role could see past row-level security */
export async function startWorker(config: WorkerConfig, around: Surroundings): Promise<Worker> {
  const { clock, log } = around
  const db = await openDatabase(config.databaseUrl)
  const provider = createAdyenProvider(config.adyen)
  const runner = createRatingCells({ blankCells: 2 })
  const backtestRunner = createRatingCells(backtestCells)
  const ownGate = createPluginGate()
  const gate = around.gate ?? ownGate
  const { allowLocalNotices: allowLocal = false } = config
  const notifier = createHttpNotifier({ clock, deadlineMs: noticeDeadlineMs, allowLocal })
  const outsides = { runner, backtestRunner, provider, notifier, gate }
  const core: WorkerCore = { db, clock, newId: idsBy(clock), ...outsides }

  const queues = openQueues(config, log)
  const workshop: Workshop = { core, queues, jobs, log }
  for (const topic of topics) queues.work(topic, bundle => perform(workshop, topic, bundle))
  const loops = startLoops(workshop, config.databaseUrl)
  const door = config.healthPort ? await serveHealth(config.healthPort, loops.health) : undefined
  log.info({ store: config.redisUrl ? 'redis' : 'postgres' }, 'worker started')
  return {
    health: loops.health,
    async stop() {
      door?.close()
      await loops.stop()
      await queues.close()
      await Promise.all([runner, backtestRunner, ownGate].map(cells => cells.close()))
      provider.close()
      await db.destroy()
      log.info({}, 'worker stopped')
    },
  }
}

async function openDatabase(url: string): Promise<DataSource> {
  const db = await connect({ url, entities, poolSize, applicationName: 'wattline-worker' })
  try {
    await assertBoundByTenancy(db)
    return db
  } catch (fault) {
    await db.destroy()
    throw fault
  }
}
