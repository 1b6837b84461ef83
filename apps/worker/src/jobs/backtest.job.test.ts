/** A back-test through the outbox: handed from job to job, and ended by a fault of ours. */

import { type Backtest, runBacktest, type WorkerCore } from '@wattline/billing'
import {
  BacktestScene,
  past,
  type TestCore,
  testCore,
  type World,
  world,
} from '@wattline/billing/testing'
import { BrokenInvariant } from '@wattline/units'

import { relayEvents } from '../outbox/relay.js'
import type { Bundle, Queues } from '../queues/queues.js'
import { backtestJob } from './backtest.job.js'
import { jobs } from './by-topic.js'
import type { RunJob } from './job.js'
import { perform } from './perform.js'

let core: TestCore
let w: World
beforeAll(async () => {
  core = await testCore()
  w = await world(core)
  await past(core, w)
  await core.owner.query('truncate outbox')
})
afterAll(() => core.close())

/** Relays and performs until nothing waits; returns how many jobs that took. */
async function workOff(backtest: RunJob, told: object[] = []): Promise<number> {
  const waiting: Bundle[] = []
  const queues: Queues = {
    add: async (_topic, bundles) => void waiting.push(...bundles.map(({ bundle }) => bundle)),
    work: () => undefined,
    close: async () => undefined,
  }
  const log = { info: () => {}, warn: () => {}, error: (facts: object) => void told.push(facts) }
  const workshop = { core: core as never as WorkerCore, queues, jobs: { ...jobs, backtest }, log }
  for (let count = 0; ; count += 1) {
    await relayEvents(core.db, queues)
    const bundle = waiting.shift()
    if (!bundle) return count
    await perform(workshop, 'backtest', bundle).catch(() => undefined)
  }
}

const short: RunJob = async (given, operatorId, [backtestId = '']) => {
  await runBacktest(given, { operatorId, backtestId }, { pageSize: 2, pagesAJob: 2 })
  return []
}

test('each job hands on to the next, and the last one leaves nothing behind', async () => {
  const scene = new BacktestScene(core, w)
  const id = await scene.start()
  expect(await workOff(short)).toBe(3)
  const done: Backtest = await scene.read(id)
  expect(done).toMatchObject({ state: 'done', pages: 5, tally: { sessions: 9, priced: 9 } })
  expect(await core.owner.query('select id from outbox')).toEqual([])
})

test('the usual job does a short one at once, and one that was cancelled not at all', async () => {
  const scene = new BacktestScene(core, w)
  const [id, cancelled] = [await scene.start(), await scene.start()]
  await core.owner.query(`update backtest set state = 'cancelled' where id = $1`, [cancelled])
  expect(await workOff(backtestJob)).toBe(2)
  expect(await scene.read(id)).toMatchObject({ state: 'done', tally: { sessions: 9 } })
  expect(await scene.read(cancelled)).toMatchObject({ state: 'cancelled', tally: { sessions: 0 } })
})

test('a fault that no further try mends ends the back-test, and is told', async () => {
  const scene = new BacktestScene(core, w)
  const id = await scene.start()
  const told: object[] = []
  const broken: RunJob = (given, operatorId, ids) =>
    backtestJob({ ...given, db: broke(given) }, operatorId, ids)
  await workOff(broken, told)
  expect(told).toMatchObject([{ topic: 'backtest', subjectId: id }])
  expect(await scene.read(id)).toMatchObject({
    state: 'failed',
    trouble: expect.stringContaining('fault of ours'),
  })
})

/** A database in whose pages something stands that cannot be. */
function broke({ db }: Pick<WorkerCore, 'db'>): WorkerCore['db'] {
  return new Proxy(db, {
    get(of, name) {
      if (name !== 'query') return Reflect.get(of, name, of)
      return async (sql: string, values: unknown[]) => {
        if (sql.includes('billed_sessions')) throw new BrokenInvariant('a reading is a number')
        return of.query(sql, values)
      }
    },
  })
}
