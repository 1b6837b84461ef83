/** A back-test that is killed, raced, cancelled or refused counts each session once, or none. */

import { BacktestScene, dearTariff } from '../testing/backtest-scene.js'
import { past, pastFrom } from '../testing/past.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { refusalOf, type WorldOptions, world } from '../testing/world.js'
import { cancelBacktest } from './cancel.js'
import type { BacktestInput } from './start.js'

let core: TestCore
beforeAll(async () => {
  core = await testCore()
})
afterAll(() => core.close())

const sceneOf = async (options: WorldOptions = {}) =>
  new BacktestScene(core, await world(core, options))

test('killed after any page, and split into any jobs, it comes to the same', async () => {
  const scene = await sceneOf()
  const { w } = scene
  await past(core, w)
  const tariffVersionId = await scene.publish(dearTariff)
  const draft = { name: 'Dear', tariffVersionId, plugins: [] }
  const whole = await scene.backtest({ draft }, { pageSize: 100, pagesAJob: 1 })
  const id = await scene.start({ draft })
  const stride = { pageSize: 2, pagesAJob: 3 }
  const broken = { ...core, backtestRunner: core.runner, db: diesAfter(5) }
  await expect(scene.run(id, stride, broken)).rejects.toThrow('killed')
  expect(await scene.read(id)).toMatchObject({ state: 'running', pages: 1 })
  await scene.run(id, stride)
  expect(await scene.read(id)).toMatchObject({ state: 'running', pages: 4 })
  // The job that ended asked for the next one, in the transaction of its last page.
  const events = await core.owner.query(
    `select id from outbox where topic = 'backtest' and subject_id = $1`,
    [id],
  )
  expect(events).toHaveLength(2)
  await scene.run(id, stride)
  const done = await scene.read(id)
  expect(done).toMatchObject({ state: 'done', pages: 5 })
  expect(done.tally).toEqual(whole.tally)
  expect(await scene.shares(id)).toEqual(await scene.shares(whole.id))
})

test('two jobs of one back-test at once count each session once', async () => {
  const scene = await sceneOf()
  const { w } = scene
  const sessions = await past(core, w)
  const id = await scene.start()
  const stride = { pageSize: 1, pagesAJob: 100 }
  const run = () => scene.run(id, stride)
  const results = await Promise.allSettled([run(), run()])
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
  for (const result of results) {
    if (result.status === 'rejected')
      expect(String(result.reason)).toContain('another job is ahead')
  }
  expect((await scene.read(id)).tally).toMatchObject({ sessions, priced: sessions })
  await run()
  expect((await scene.read(id)).tally.sessions).toBe(sessions)
})

test('cancelled, it ends before its next page and keeps what it has', async () => {
  const scene = await sceneOf()
  const { w } = scene
  await past(core, w)
  const id = await scene.start()
  await scene.run(id, { pageSize: 2, pagesAJob: 1 })
  const ask = { backtestId: id, idempotencyKey: core.newId() }
  await cancelBacktest(core, w.operator, ask)
  await scene.run(id)
  expect(await scene.read(id)).toMatchObject({ state: 'cancelled', tally: { sessions: 2 } })
  expect(await cancelBacktest(core, w.operator, ask)).toEqual({ backtestId: id })
})

test('asked again with the same key it is the same one; what cannot be is refused', async () => {
  const scene = await sceneOf()
  const { w } = scene
  const other = await world(core)
  const idempotencyKey = core.newId()
  expect(await scene.start({ idempotencyKey })).toBe(await scene.start({ idempotencyKey }))
  const cases: [Partial<BacktestInput>, string][] = [
    [{ until: pastFrom }, 'input-invalid'],
    [{ scope: { locationId: w.locationId, tariffId: 'PLAIN' } }, 'input-invalid'],
    [{ scope: { locationId: other.locationId } }, 'not-found'],
    [{ scope: { connectorId: other.connectorId } }, 'not-found'],
    [{ scope: { tariffId: 'NONE' } }, 'not-found'],
    [{ draft: await new BacktestScene(core, other).live() }, 'not-found'],
    [{ operatorId: other.operatorId }, 'not-found'],
  ]
  for (const [input, code] of cases) expect(await refusalOf(scene.start(input))).toBe(code)
  const asSupport = new BacktestScene(core, { ...w, operator: w.support })
  expect(await refusalOf(asSupport.start())).toBe('role-insufficient')
  const foreign = { backtestId: await scene.start(), idempotencyKey: core.newId() }
  expect(await refusalOf(cancelBacktest(core, other.operator, foreign))).toBe('not-found')
})

/** The same database, until so many reads and writes of pages were made. */
function diesAfter(trips: number): TestCore['db'] {
  let left = trips
  return new Proxy(core.db, {
    get(db, name) {
      if (name !== 'query') return Reflect.get(db, name, db)
      return (...args: Parameters<TestCore['db']['query']>) => {
        left -= 1
        return left < 0 ? Promise.reject(new Error('killed')) : db.query(...args)
      }
    },
  })
}
