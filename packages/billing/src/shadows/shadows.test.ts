/** What shadows and canaries keep beside the bills, and that no bill is touched by it. */

import { billSessions } from '../invoices/bill-sessions.js'
import { assignPriceList } from '../price-lists/assign.js'
import { importSessions } from '../sessions/import.js'
import { BacktestScene, dearTariff, failing } from '../testing/backtest-scene.js'
import { statementsDuring } from '../testing/count-statements.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { addPlug, world } from '../testing/world.js'
import { ShadowResult } from './shadow-result.entity.js'
import { ShadowTally } from './shadow-tally.entity.js'
import { priceShadows } from './sweep.js'

let core: TestCore
beforeEach(async () => {
  core = await testCore()
})
afterEach(() => core.close())

const sceneOf = async () => new BacktestScene(core, await world(core))

/** An hour ago, 10 kWh: 5.95 EUR by the live price. Returns session and statements of the bill. */
async function bill({ w }: BacktestScene, place: { connectorId?: string; kWh?: bigint } = {}) {
  const startedAt = core.clock.now().subtract({ minutes: 90 })
  const { imported } = await importSessions(core, w.operatorId, [
    {
      externalId: core.newId(),
      connectorId: place.connectorId ?? w.connectorId,
      driverId: w.driverId,
      startedAt,
      endedAt: startedAt.add({ minutes: 60 }),
      energyWh: 1000n * (place.kWh ?? 10n),
    },
  ])
  const statements = await statementsDuring(core.db, () =>
    billSessions(core, w.operatorId, imported),
  )
  return { sessionId: imported[0] ?? '', statements }
}

async function assign(
  scene: BacktestScene,
  over: Partial<Parameters<typeof assignPriceList>[2]>,
): Promise<string> {
  const { assignmentId } = await assignPriceList(core, scene.w.operator, {
    name: core.newId(),
    tariffVersionId: await scene.publish({ ...dearTariff, id: core.newId().slice(-12) }),
    plugins: [],
    startsAt: core.clock.now().subtract({ hours: 24 }),
    idempotencyKey: core.newId(),
    ...over,
  })
  return assignmentId
}

async function sweep(): Promise<void> {
  core.clock.advance('PT2M')
  while (await priceShadows(core));
}

const results = (assignmentId: string) =>
  core.owner.getRepository(ShadowResult).find({ where: { assignmentId }, order: { id: 'ASC' } })
const tallyOf = async (assignmentId: string) =>
  (await core.owner.getRepository(ShadowTally).findOneBy({ assignmentId }))?.tally

test('a shadow prices what is billed from now on, and leaves each bill as it was', async () => {
  const scene = await sceneOf()
  // The first one loads the price list.
  await bill(scene)
  const before = await bill(scene)
  core.clock.advance('PT1M')
  const shadow = await assign(scene, { mode: 'shadow' })
  const billed = await bill(scene)
  expect(billed.statements).toBe(before.statements)
  // Younger than a minute: a bill may be dated before it is committed.
  expect(await priceShadows(core)).toBe(false)
  expect(await results(shadow)).toEqual([])
  await sweep()
  expect(await results(shadow)).toMatchObject([
    {
      sessionId: billed.sessionId,
      billedMinor: 595n,
      draftMinor: 714n,
      draftLines: [{ component: 'ENERGY', amountMinor: '600' }],
      failures: [],
    },
  ])
  expect(await tallyOf(shadow)).toMatchObject({
    sessions: 1,
    currencies: { EUR: { moved: { more: 1 }, billed: { grossMinor: '595' } } },
  })
  await sweep()
  expect(await results(shadow)).toHaveLength(1)
})

test('a shadow at a connector sees its sessions alone, and several are kept apart', async () => {
  const scene = await sceneOf()
  const { operatorId, locationId } = scene.w
  const connectorId = await addPlug(core, { operatorId, locationId, maxPowerW: 22_000 })
  const here = await assign(scene, { mode: 'shadow', connectorId })
  const everywhere = await assign(scene, { mode: 'shadow' })
  core.clock.advance('PT1S')
  await bill(scene)
  const { sessionId } = await bill(scene, { connectorId, kWh: 0n })
  await sweep()
  // Nothing was charged: the same either way, so that there are no lines to compare.
  expect(await results(here)).toMatchObject([
    { sessionId, billedMinor: 0n, draftMinor: 0n, draftLines: [] },
  ])
  expect(await results(everywhere)).toHaveLength(2)
  expect(await tallyOf(here)).toMatchObject({ currencies: { EUR: { moved: { same: 1 } } } })
})

test('what a canary billed is priced by what would have applied without it', async () => {
  const scene = await sceneOf()
  const canary = await assign(scene, { mode: 'canary', shareBp: 9999 })
  core.clock.advance('PT1S')
  const { sessionId } = await bill(scene)
  await sweep()
  const live = await scene.live()
  expect(await results(canary)).toMatchObject([
    { sessionId, ...live, billedMinor: 714n, draftMinor: 595n },
  ])
})

test('a shadow whose plugin fails keeps the failure, and the bill never hears of it', async () => {
  const scene = await sceneOf()
  const pluginVersionId = await scene.register(failing('mute', () => true))
  const plugins = [{ pluginVersionId, params: {}, onFailure: 'park' as const }]
  const shadow = await assign(scene, { mode: 'shadow', plugins })
  core.clock.advance('PT1S')
  const { sessionId } = await bill(scene)
  await sweep()
  expect(await results(shadow)).toMatchObject([
    { sessionId, draftMinor: null, draftCurrency: null, failures: [{ plugin: 'mute' }] },
  ])
  const [session] = await core.owner.query<[{ state: string; needs_review: boolean }]>(
    'select state, needs_review from session where id = $1',
    [sessionId],
  )
  expect(session).toEqual({ state: 'billed', needs_review: false })
})

test('one operator’s fault keeps no other from its shadows, and is thrown on', async () => {
  const scenes = [await sceneOf(), await sceneOf()] as const
  const shadows: string[] = []
  for (const scene of scenes) {
    shadows.push(await assign(scene, { mode: 'shadow' }))
    core.clock.advance('PT1S')
    await bill(scene)
  }
  core.clock.advance('PT2M')
  for (const [place, { w }] of scenes.entries()) {
    const sweep = priceShadows({ ...core, db: refusing(w.operatorId) })
    await expect(sweep).rejects.toThrow('not this one')
    expect(await results(shadows[1 - place] ?? '')).toHaveLength(1)
  }
})

/** The same database, which reads no bills of one operator. */
function refusing(operatorId: string): TestCore['db'] {
  return new Proxy(core.db, {
    get(db, name) {
      if (name !== 'query') return Reflect.get(db, name, db)
      return (sql: string, values: unknown[] = []) => {
        const isRefused = sql.includes('newly_billed') && values[0] === operatorId
        return isRefused ? Promise.reject(new Error('not this one')) : db.query(sql, values)
      }
    },
  })
}

test('two sweeps at once keep each session once, and count it once', async () => {
  const scene = await sceneOf()
  const shadow = await assign(scene, { mode: 'shadow' })
  core.clock.advance('PT1S')
  for (let count = 0; count < 5; count += 1) await bill(scene, { kWh: BigInt(count) })
  core.clock.advance('PT2M')
  await Promise.all([priceShadows(core), priceShadows(core)])
  expect(await results(shadow)).toHaveLength(5)
  expect(await tallyOf(shadow)).toMatchObject({ sessions: 5, priced: 5 })
})

test('an operator without shadows costs the sweep one look, and no more', async () => {
  await bill(await sceneOf())
  core.clock.advance('PT2M')
  expect(await statementsDuring(core.db, () => priceShadows(core))).toBe(1)
})
