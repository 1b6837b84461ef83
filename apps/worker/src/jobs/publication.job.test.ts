/** Plugins handed in while whole workers run: relay, queue, gate and verdict on a real Postgres. */

import {
  GateClosed,
  type PluginGate,
  PluginPublication,
  type PluginUpload,
  submitPlugin,
} from '@wattline/billing'
import {
  discountPlugin,
  type TestCore,
  testCore,
  type World,
  world,
} from '@wattline/billing/testing'
import { inScope } from '@wattline/database'
import { Temporal } from '@wattline/units'

import type { WorkerConfig } from '../config.js'
import { prepareQueues } from '../queues/prepare.js'
import { startWorker, type Worker } from '../start.js'
import { until } from '../testing/watched-job.js'

const clock = { now: () => Temporal.Now.instant() }
const quiet = { info: () => {}, warn: () => {}, error: () => {} }

let core: TestCore
let w: World
let workers: Worker[] = []

beforeAll(async () => {
  core = await testCore()
  w = await world(core)
  await prepareQueues(core.urls.ownerUrl)
})
afterEach(async () => {
  await Promise.all(workers.map(worker => worker.stop()))
  workers = []
})
afterAll(() => core.close())

async function work(gate: PluginGate = core.gate): Promise<void> {
  const config: WorkerConfig = {
    databaseUrl: core.urls.workerUrl,
    queueDatabaseUrl: core.urls.workerUrl,
    // Nothing here asks the provider.
    adyen: { environment: 'TEST', baseUrl: 'http://127.0.0.1:9', apiKey: 'none', timeoutMs: 1000 },
    logLevel: 'silent',
    mode: 'development',
  }
  workers.push(await startWorker(config, { clock, log: quiet, gate }))
}

async function submit(upload: PluginUpload): Promise<string> {
  const ask = { upload, idempotencyKey: core.newId() }
  return (await submitPlugin({ ...core, db: core.gateway }, w.operator, ask)).publicationId
}

const publicationOf = (id: string) =>
  inScope(core.db, [w.operatorId], tx => tx.findOneByOrFail(PluginPublication, { id }))

const decided = (ids: readonly string[]) =>
  until(async () => {
    const found = await Promise.all(ids.map(publicationOf))
    return found.every(({ state }) => state !== 'checking')
  })

/** An event leaves the outbox when its job is done. */
const nothingLeft = () =>
  until(async () => {
    const [row] = await core.owner.query<{ count: string }[]>(
      `select count(*) from outbox where topic = 'publication'`,
    )
    return row?.count === '0'
  })

test('what is handed in is judged by whichever worker comes first, and once', async () => {
  await Promise.all([work(), work()])
  const passing = ['1.0.0', '1.1.0', '2.0.0'].map(version =>
    core.gate.pass(discountPlugin({ version })),
  )
  const failing = core.gate.refuse('new Date()', [
    { step: 'lint', message: 'a plugin has no clock' },
    { step: 'lint', message: 'unknown global' },
  ])
  const ids = await Promise.all([...passing, failing].map(submit))
  await decided(ids)
  const found = await Promise.all(ids.map(publicationOf))
  expect(found.map(({ state }) => state)).toEqual([
    'published',
    'published',
    'published',
    'refused',
  ])
  expect(found[3]?.faults).toHaveLength(2)
  await nothingLeft()
  expect(core.gate.judged).toHaveLength(4)
})

test('where no worker can judge it waits and says why, until one can', async () => {
  const upload = core.gate.pass(discountPlugin({ version: '3.0.0' }))
  await work({ judge: () => Promise.reject(new GateClosed('network: unshare is not there')) })
  const id = await submit(upload)
  await until(async () => (await publicationOf(id)).waitingBecause !== null)
  expect(await publicationOf(id)).toMatchObject({
    state: 'checking',
    waitingBecause: expect.stringContaining('unshare is not there'),
  })
  await workers.pop()?.stop()
  await work()
  await decided([id])
  expect(await publicationOf(id)).toMatchObject({ state: 'published', waitingBecause: null })
  await nothingLeft()
})
