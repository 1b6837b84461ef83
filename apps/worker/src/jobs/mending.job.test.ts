/** A mending through the outbox: handed from job to job, and ended by a fault of ours. */

import {
  billSessions,
  importSessions,
  Mending,
  mendPlugin,
  registerPlugin,
  runMending,
  type WorkerCore,
} from '@wattline/billing'
import {
  discountPlugin,
  type TestCore,
  testCore,
  type World,
  world,
} from '@wattline/billing/testing'
import { BrokenInvariant } from '@wattline/units'

import { relayEvents } from '../outbox/relay.js'
import type { Bundle, Queues } from '../queues/queues.js'
import { jobs } from './by-topic.js'
import type { RunJob } from './job.js'
import { mendingJob } from './mending.job.js'
import { perform } from './perform.js'

const broken = {
  ...discountPlugin(),
  price: () => {
    throw new Error('broken')
  },
}
let core: TestCore
let w: World
let mendedVersionId: string

beforeAll(async () => {
  core = await testCore()
  w = await world(core, { plugins: [{ plugin: broken, params: {} }] })
  const startedAt = core.clock.now().subtract({ hours: 2 })
  const sessions = Array.from({ length: 3 }, () => ({
    externalId: core.newId(),
    connectorId: w.connectorId,
    driverId: w.driverId,
    startedAt,
    endedAt: startedAt.add({ hours: 1 }),
    energyWh: 10_000n,
  }))
  const { imported } = await importSessions(core, w.operatorId, sessions)
  await billSessions(core, w.operatorId, imported)
  const mended = core.runner.add(discountPlugin({ version: '1.0.1' }, -1_000_000))
  mendedVersionId = await registerPlugin(core, w.operatorId, mended)
})
beforeEach(() => core.owner.query('truncate outbox'))
afterAll(() => core.close())

async function order(): Promise<string> {
  const [failed] = await core.owner.query<{ plugin_hash: string }[]>(
    'select plugin_hash from plugin_failure',
  )
  const { mendingId } = await mendPlugin(core, w.operator, {
    failedHash: failed?.plugin_hash ?? '',
    mendedVersionId,
    isDryRun: true,
    idempotencyKey: core.newId(),
  })
  return mendingId
}

const read = (id: string) => core.owner.manager.findOneByOrFail(Mending, { id })

/** Relays and performs until nothing waits; returns how many jobs that took. */
async function workOff(mending: RunJob, told: object[] = []): Promise<number> {
  const waiting: Bundle[] = []
  const queues: Queues = {
    add: async (_topic, bundles) => void waiting.push(...bundles.map(({ bundle }) => bundle)),
    work: () => undefined,
    close: async () => undefined,
  }
  const log = { info: () => {}, warn: () => {}, error: (facts: object) => void told.push(facts) }
  const workshop = { core: core as never as WorkerCore, queues, jobs: { ...jobs, mending }, log }
  for (let count = 0; ; count += 1) {
    await relayEvents(core.db, queues)
    const bundle = waiting.shift()
    if (!bundle) return count
    await perform(workshop, 'mending', bundle).catch(() => undefined)
  }
}

test('each job hands on to the next, and the last one leaves nothing behind', async () => {
  const short: RunJob = async (given, operatorId, [mendingId = '']) => {
    await runMending(given, { operatorId, mendingId }, { pageSize: 1, pagesAJob: 1 })
    return []
  }
  const id = await order()
  expect(await workOff(short)).toBe(4)
  expect(await read(id)).toMatchObject({ state: 'done', tally: { sessions: 3, lower: 3 } })
  expect(await core.owner.query('select id from outbox')).toEqual([])
})

test('the usual job does a short one at once', async () => {
  const id = await order()
  expect(await workOff(mendingJob)).toBe(1)
  expect(await read(id)).toMatchObject({ state: 'done', tally: { sessions: 3 } })
})

test('a fault that no further try mends ends the mending, and is told', async () => {
  const id = await order()
  const told: object[] = []
  const runner = {
    engine: 'broken',
    run: () => Promise.reject(new BrokenInvariant('cannot be')),
    close: async () => {},
  }
  await workOff((given, ...rest) => mendingJob({ ...given, runner }, ...rest), told)
  expect(told).toMatchObject([{ topic: 'mending', subjectId: id }])
  expect(await read(id)).toMatchObject({ state: 'failed', tally: { sessions: 0 } })
})
