/**
 * What a draft would have made of past sessions: exactly nothing else, where it is the live one.
 */

import { money, Temporal } from '@wattline/units'

import { assignPriceList } from '../price-lists/assign.js'
import {
  allowed,
  BacktestScene,
  dearTariff,
  failing,
  owl,
  regular,
} from '../testing/backtest-scene.js'
import { billedImports, past, pastFrom } from '../testing/past.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { plainTariff, reservableTariff, type WorldOptions, world } from '../testing/world.js'
import type { Backtest } from './backtest.entity.js'
import { countDrivers, locationsMoved } from './read-shares.js'
import type { CurrencyTally } from './tally.js'

let core: TestCore
beforeAll(async () => {
  core = await testCore()
})
afterAll(() => core.close())

const sceneOf = async (options: WorldOptions = {}) =>
  new BacktestScene(core, await world(core, options))

const euros = ({ tally }: Backtest) => tally.currencies.EUR as CurrencyTally

test.each([
  ['a plain tariff', {}],
  ['reservations', { tariff: reservableTariff }],
  ['what drivers did before', { plugins: [{ plugin: regular, params: { bp: 500 } }] }],
  ['an allowance', { plugins: [{ plugin: allowed, params: { bp: 500 } }] }],
  ['a plugin', { tariff: reservableTariff, plugins: [{ plugin: owl, params: { bp: 1234 } }] }],
])('a draft that is the live one differs by exactly zero: %s', async (_title, options) => {
  const scene = await sceneOf(options)
  const { w } = scene
  const sessions = await past(core, w)
  const done = await scene.backtest()
  expect(done).toMatchObject({ state: 'done', sessionsExpected: sessions })
  expect(done.tally).toMatchObject({ sessions, priced: sessions, otherCurrency: 0, failures: [] })
  const { billed, draft, moved } = euros(done)
  expect(draft).toEqual(billed)
  expect(moved).toMatchObject({ less: 0, same: sessions, more: 0, mostLess: [], mostMore: [] })
  const [total] = await core.owner.query<Record<'net' | 'vat' | 'gross', string>[]>(
    `select sum(net_minor) as net, sum(vat_minor) as vat, sum(gross_minor) as gross
     from invoice where operator_id = $1`,
    [w.operatorId],
  )
  expect(billed).toEqual({
    sessions,
    netMinor: total?.net,
    vatMinor: total?.vat,
    grossMinor: total?.gross,
  })
  expect(BigInt(billed.grossMinor)).toBeGreaterThan(0n)
})

test('a draft that is the live one differs by exactly zero: a cap that binds', async () => {
  const scene = await sceneOf({ plugins: [{ plugin: owl, params: { bp: 77 } }] })
  const { w } = scene
  const { priceListId } = await assignPriceList(core, w.operator, {
    name: 'Capped',
    tariffVersionId: await scene.publish(reservableTariff),
    plugins: [],
    cap: money(300n, 'EUR'),
    locationId: w.locationId,
    startsAt: pastFrom,
    idempotencyKey: core.newId(),
  })
  const sessions = await past(core, w)
  const done = await scene.backtest({ draft: { priceListId } })
  expect(done.tally.capped).toBeGreaterThan(1)
  expect(euros(done).draft).toEqual(euros(done).billed)
  expect(euros(done).moved.same).toBe(sessions)
})

test('a failure that the live bill recorded is replayed, not found again', async () => {
  let isBroken = true
  const plugin = failing('moody', () => isBroken)
  const scene = await sceneOf({ plugins: [{ plugin, params: {} }] })
  const { w } = scene
  const sessions = await past(core, w)
  isBroken = false
  const { tally } = await scene.backtest()
  // It threw until the breaker suspended it: both are facts of the bills they stand on.
  expect(tally.failures.map(({ cause }) => cause)).toEqual(['threw', 'suspended'])
  expect(tally.failures.every(({ plugin, unpriced }) => plugin === 'moody' && !unpriced)).toBe(true)
  expect(tally.failures.reduce((all, failure) => all + failure.sessions, 0)).toBe(sessions)
  expect(tally.currencies.EUR?.moved.same).toBe(sessions)
})

test('a dearer draft: sums, drivers, hours, places and the worst cases, to the cent', async () => {
  const scene = await sceneOf()
  const { w } = scene
  const [day = '', night = ''] = await billedImports(core, w, [
    { startedAt: '2025-06-02T10:00:00Z', minutes: 60, energyWh: 10_000n },
    { startedAt: '2025-06-02T22:30:00Z', minutes: 60, energyWh: 1000n, driverId: null },
    { startedAt: '2025-06-03T10:00:00Z', minutes: 60, energyWh: 0n },
  ])
  const tariffVersionId = await scene.publish(dearTariff)
  const draft = { name: 'Dear', tariffVersionId, plugins: [] }
  const done = await scene.backtest({ draft })
  const { billed, draft: would, moved } = euros(done)
  expect(billed).toEqual({ sessions: 3, netMinor: '550', vatMinor: '105', grossMinor: '655' })
  expect(would).toEqual({ sessions: 3, netMinor: '660', vatMinor: '125', grossMinor: '785' })
  expect(moved).toMatchObject({ less: 0, same: 1, more: 2, mostLess: [] })
  expect(moved.mostMore).toMatchObject([
    { sessionId: day, billedMinor: '595', draftMinor: '714' },
    { sessionId: night, billedMinor: '60', draftMinor: '71' },
  ])
  expect(moved.mostMore[0]?.draftLines).toMatchObject([
    { component: 'ENERGY', quantity: '10', unitPrice: '0.6', amountMinor: '600', plugin: null },
  ])
  // 10:00 and 22:30 UTC are noon and half past midnight in Berlin's summer.
  expect(moved.byHour[12]).toEqual({ sessions: 2, billedMinor: '595', draftMinor: '714' })
  expect(moved.byHour[0]).toEqual({ sessions: 1, billedMinor: '60', draftMinor: '71' })
  expect(await countDrivers(core.db, [w.operatorId], done.id)).toEqual([
    { currency: 'EUR', less: 0, same: 0, more: 1 },
  ])
  const places = { backtestId: done.id, atMost: 5 }
  expect(await locationsMoved(core.db, [w.operatorId], places)).toMatchObject([
    { subjectId: w.locationId, sessions: 3, billedMinor: 655n, draftMinor: 785n },
  ])
})

test('a draft’s cap is kept and counted, and a scope and a period narrow the sessions', async () => {
  const scene = await sceneOf()
  const { w } = scene
  const [location] = await core.owner.query<{ id: string }[]>(
    'select id from location where operator_id = $1',
    [w.operatorId],
  )
  await past(core, w)
  const tariffVersionId = await scene.publish(plainTariff)
  const cap = money(500n, 'EUR')
  const draft = { name: 'Capped', tariffVersionId, plugins: [], cap }
  const all = await scene.backtest({ draft, scope: { locationId: location?.id ?? '' } })
  expect(all.tally.sessions).toBe(9)
  // Five of the nine cost more than five euros.
  expect(all.tally.capped).toBe(euros(all).moved.less)
  expect(euros(all).moved.mostLess[0]).toMatchObject({ billedMinor: '11305', draftMinor: '500' })
  const here = await scene.backtest({ draft, scope: { connectorId: w.connectorId } })
  expect(here.tally.sessions).toBe(6)
  const june = await scene.backtest({
    from: Temporal.Instant.from('2025-06-02T10:00:00Z'),
    until: Temporal.Instant.from('2025-07-01T21:50:00Z'),
  })
  expect(june.tally.sessions).toBe(1)
  expect((await scene.backtest({ scope: { tariffId: 'PLAIN' } })).tally.sessions).toBe(9)
})

test('nothing in the period: done at once, with nothing counted', async () => {
  const scene = await sceneOf()
  const { w } = scene
  await past(core, w)
  const until = Temporal.Instant.from('2025-01-02T00:00:00Z')
  const done = await scene.backtest({ until })
  expect(done).toMatchObject({ state: 'done', sessionsExpected: 0, tally: { sessions: 0 } })
  expect(done.tally.currencies).toEqual({})
})

test('a plugin that fails is told by name and cause: priced without it, or not at all', async () => {
  const scene = await sceneOf()
  const { w } = scene
  const sessions = await past(core, w)
  const atNothing = failing('no-energy', ({ session }) => session.energyWh === 0)
  const pluginVersionId = await scene.register(atNothing)
  const tariffVersionId = await scene.publish(plainTariff)
  const draftWith = (onFailure: 'continue' | 'park') => ({
    name: onFailure,
    tariffVersionId,
    plugins: [{ pluginVersionId, params: {}, onFailure }],
  })
  const on = await scene.backtest({ draft: draftWith('continue') })
  expect(on.tally).toMatchObject({ sessions, priced: sessions })
  expect(on.tally.failures).toMatchObject([
    { plugin: 'no-energy', version: '1.0.0', cause: 'threw', sessions: 2, unpriced: 0 },
  ])
  const parked = await scene.backtest({ draft: draftWith('park') })
  expect(parked.tally).toMatchObject({ sessions, priced: sessions - 2 })
  expect(parked.tally.failures).toMatchObject([{ sessions: 2, unpriced: 2 }])
  expect(euros(parked).billed.sessions).toBe(sessions - 2)
})

test('a draft in another currency: both revenues stand, and nothing is compared', async () => {
  const scene = await sceneOf()
  const { w } = scene
  const sessions = await past(core, w)
  await core.owner.query(`update operator set currency = 'CHF' where id = $1`, [w.operatorId])
  const tariffVersionId = await scene.publish({ ...plainTariff, currency: 'CHF' })
  const done = await scene.backtest({ draft: { name: 'Swiss', tariffVersionId, plugins: [] } })
  const { EUR, CHF } = done.tally.currencies
  expect(done.tally).toMatchObject({ priced: sessions, otherCurrency: sessions })
  expect(EUR).toMatchObject({ billed: { sessions }, draft: { sessions: 0 }, moved: { same: 0 } })
  expect(CHF?.draft).toEqual(EUR?.billed)
  expect(await countDrivers(core.db, [w.operatorId], done.id)).toEqual([])
})

test('a draft’s plugin is told what it reads, as of each session', async () => {
  const scene = await sceneOf()
  const { w } = scene
  const visit = (startedAt: string, driverId = w.driverId as string | null) => ({
    startedAt,
    driverId,
    minutes: 60,
    energyWh: 10_000n,
  })
  const [, second = ''] = await billedImports(core, w, [
    visit('2025-06-02T10:00:00Z'),
    visit('2025-06-20T10:00:00Z'),
    visit('2025-08-20T10:00:00Z'),
    visit('2025-06-21T10:00:00Z', null),
  ])
  const pluginVersionId = await scene.register(regular)
  const plugins = [{ pluginVersionId, params: {}, onFailure: 'park' as const }]
  const tariffVersionId = await scene.publish(plainTariff)
  const done = await scene.backtest({ draft: { name: 'Regulars', tariffVersionId, plugins } })
  const { less, same, mostLess } = euros(done).moved
  expect(done.tally).toMatchObject({ priced: 4, failures: [] })
  expect([less, same]).toEqual([1, 3])
  expect(mostLess).toMatchObject([{ sessionId: second, billedMinor: '595', draftMinor: '536' }])
})
