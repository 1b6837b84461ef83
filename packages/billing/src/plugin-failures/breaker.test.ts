/**
 * A hash that fails too often is suspended for its operator: once, until lifted, and then again.
 */

import { inScope } from '@wattline/database'
import type { EntityManager } from 'typeorm'

import { billSessions } from '../invoices/bill-sessions.js'
import { livePrice, reRate } from '../pricing/price-as-of.js'
import { importSessions } from '../sessions/import.js'
import { releaseSession } from '../sessions/release.js'
import { statementsDuring } from '../testing/count-statements.js'
import { discountPlugin } from '../testing/discount-plugin.js'
import { onStage, Scene } from '../testing/payment-scene.js'
import { refusalOf, type WorldOptions, world } from '../testing/world.js'
import { liftPluginSuspension } from './lift.js'
import { PluginFailure } from './plugin-failure.entity.js'
import { PluginSuspension } from './plugin-suspension.entity.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

let versions = 0
/** How many more runs fail. */
let toFail = 0

/** Takes a cent off, unless it is to fail; a hash of its own for each test. */
async function stage(onFailure: 'continue' | 'park' = 'continue', more: WorldOptions = {}) {
  versions += 1
  const plugin = discountPlugin({ version: `2.0.${versions}` }, -10_000)
  const { price } = plugin
  const sometimes: typeof price = (input, params) => {
    toFail -= 1
    if (toFail >= 0) throw new Error('broken')
    return price(input, params)
  }
  const plugins = [{ plugin: { ...plugin, price: sometimes }, params: {}, onFailure }]
  scene.w = await world(scene.core, { plugins, ...more })
  toFail = 0
}

async function imported(count: number): Promise<string[]> {
  const { core, w } = scene
  const startedAt = core.clock.now().subtract({ hours: 2 })
  const sessions = Array.from({ length: count }, () => ({
    externalId: core.newId(),
    connectorId: w.connectorId,
    driverId: w.driverId,
    startedAt,
    endedAt: startedAt.add({ hours: 1 }),
    energyWh: 10_000n,
  }))
  return (await importSessions(core, w.operatorId, sessions)).imported.slice()
}

async function bill(count: number, failing = 0): Promise<string[]> {
  const ids = await imported(count)
  toFail = failing
  await billSessions(scene.core, scene.w.operatorId, ids)
  // What was read a second ago is read again.
  scene.clock.advance('PT1S')
  return ids
}

const mine = () => ({ operatorId: scene.w.operatorId })
const suspensions = () =>
  scene.core.owner.manager.find(PluginSuspension, { where: mine(), order: { suspendedAt: 'ASC' } })
const causes = async () =>
  (await scene.core.owner.manager.findBy(PluginFailure, mine())).map(({ cause }) => cause)
const ran = () => scene.core.runner.jobs.flatMap(({ inputs }) => inputs).length

async function lift(): Promise<void> {
  const [open] = (await suspensions()).filter(({ liftedAt }) => liftedAt === null)
  const input = { suspensionId: open?.id ?? '', idempotencyKey: scene.core.newId() }
  await liftPluginSuspension(scene.core, scene.w.operator, input)
  scene.clock.advance('PT1S')
}

test.each([
  ['two of two', 2, 2, 0],
  ['three of three', 3, 3, 1],
  ['three of 300, which is 1 %', 300, 3, 0],
  ['three of 299, which is more', 299, 3, 1],
])('%s', async (_title, runs, failing, open) => {
  await stage()
  await bill(runs, failing)
  expect(await suspensions()).toHaveLength(open)
  if (open > 0) expect(await suspensions()).toMatchObject([{ failed: failing, ran: runs }])
})

test('failures more than five minutes apart are not counted together', async () => {
  await stage()
  await bill(2, 2)
  scene.clock.advance('PT5M')
  await bill(2, 2)
  expect(await suspensions()).toEqual([])
  await bill(1, 1)
  expect(await suspensions()).toMatchObject([{ failed: 3, ran: 3 }])
})

test('sessions that parked are counted like bills', async () => {
  await stage('park')
  await bill(3, 3)
  expect(await suspensions()).toMatchObject([{ failed: 3, ran: 3 }])
})

test('a suspended plugin is not run: bills go on without it, or park, as the list says', async () => {
  await stage()
  await bill(3, 3)
  const before = ran()
  const [sessionId = ''] = await bill(1)
  expect(ran()).toBe(before)
  expect(await causes()).toEqual(['threw', 'threw', 'threw', 'suspended'])
  const bill4 = await reRate(scene.core, scene.w.operatorId, sessionId)
  expect(bill4).toMatchObject({ netMinor: '500', plugins: [{ cause: 'suspended' }] })

  await stage('park')
  await bill(3, 3)
  const [parked = ''] = await bill(1)
  await lift()
  const { core, w } = scene
  await releaseSession(core, w.support, { sessionId: parked, idempotencyKey: 'release' })
  const [result] = await billSessions(core, w.operatorId, [parked])
  expect(result?.outcome).toBe('issued')
})

test('bills that a plugin had its part in are rated again with it while it is suspended', async () => {
  await stage()
  const [sessionId = ''] = await bill(1)
  const before = await reRate(scene.core, scene.w.operatorId, sessionId)
  expect(before).toMatchObject({ netMinor: '499', plugins: [{ outcome: 'APPLIED' }] })
  await bill(3, 3)
  expect(await suspensions()).toHaveLength(1)
  expect(await reRate(scene.core, scene.w.operatorId, sessionId)).toEqual(before)
})

test('a price that is not billed yet is shown as it would be billed now', async () => {
  await stage()
  await bill(3, 3)
  const [running = ''] = await imported(1)
  const shown = await livePrice(scene.core, scene.w.partner.scope, running)
  expect(shown).toMatchObject({ netMinor: '500', plugins: [{ cause: 'suspended' }] })
})

test('lifted it runs, is counted anew, and may be suspended again', async () => {
  await stage()
  await bill(3, 3)
  await lift()
  await bill(2, 2)
  expect(await suspensions()).toMatchObject([{ liftedBy: scene.w.operator.keyId }])
  await bill(1, 1)
  expect(await suspensions()).toMatchObject([{}, { failed: 3, ran: 3, liftedAt: null }])
})

test('workers that see the failures at once suspend it once, and tell of it once', async () => {
  await stage()
  const groups = await Promise.all(Array.from({ length: 6 }, () => imported(1)))
  toFail = 6
  await Promise.all(groups.map(ids => billSessions(scene.core, scene.w.operatorId, ids)))
  expect(await suspensions()).toHaveLength(1)
  const told = await scene.core.owner.query<{ payload: object }[]>(
    `select payload from notice where kind = 'plugin-suspended' and operator_id = $1`,
    [scene.w.operatorId],
  )
  expect(told).toMatchObject([{ payload: { pluginId: 'night', failed: 3 } }])
})

/** Notes one more failure of the hash that failed last, as a worker would. */
async function note(tx: EntityManager): Promise<void> {
  const { core, w } = scene
  const [last] = await core.owner.manager.findBy(PluginFailure, mine())
  const failure = { ...last, id: core.newId(), invoiceId: null }
  const given = [w.operatorId, core.clock.now().toString(), JSON.stringify([failure])]
  await tx.query('select note_plugin_failures($1, $2, $3)', given)
}

test('of two workers that count at once the later waits for the earlier, and counts its failure', async () => {
  await stage('park')
  await bill(1, 1)
  const { db, owner } = scene.core
  let commit = () => {}
  const committing = new Promise<void>(resolve => {
    commit = resolve
  })
  let first: Promise<void> = Promise.resolve()
  await new Promise<void>(noted => {
    first = inScope(db, [scene.w.operatorId], async tx => {
      await note(tx)
      noted()
      await committing
    })
  })
  let isDone = false
  const second = inScope(db, [scene.w.operatorId], note).then(() => {
    isDone = true
  })
  const waits = async () =>
    (
      await owner.query<unknown[]>(
        `select from pg_locks where locktype = 'advisory' and not granted`,
      )
    ).length > 0
  while (!isDone && !(await waits()));
  commit()
  await Promise.all([first, second])
  expect(await suspensions()).toMatchObject([{ failed: 3, ran: 3 }])
})

test('one operator’s suspension is no other’s', async () => {
  await stage()
  await bill(3, 3)
  const theirs = scene.w
  const [{ id = '' } = {}] = await suspensions()
  await stage()
  const input = { suspensionId: id, idempotencyKey: 'lift' }
  const lifting = liftPluginSuspension(scene.core, scene.w.operator, input)
  expect(await refusalOf(lifting)).toBe('not-found')
  const seen = await inScope(scene.core.db, [scene.w.operatorId], tx => tx.find(PluginSuspension))
  expect(seen).toEqual([])
  scene.w = theirs
  expect(await suspensions()).toMatchObject([{ liftedAt: null }])
})

test('only an operator’s key lifts a suspension, and only once', async () => {
  await stage()
  await bill(3, 3)
  const [{ id = '' } = {}] = await suspensions()
  const { core, w } = scene
  const ask = (key: string) => ({ suspensionId: id, idempotencyKey: key })
  const bySupport = liftPluginSuspension(core, w.support, ask('a'))
  expect(await refusalOf(bySupport)).toBe('role-insufficient')
  await liftPluginSuspension(core, w.operator, ask('b'))
  const again = liftPluginSuspension(core, w.operator, ask('c'))
  expect(await refusalOf(again)).toBe('suspension-lifted')
})

test('suspensions are read once a second, and never for a list without plugins', async () => {
  await stage()
  await bill(1)
  const ids = await imported(2)
  const [first, second] = [ids.slice(0, 1), ids.slice(1)]
  const statements = (some: readonly string[]) =>
    statementsDuring(scene.core.db, () =>
      billSessions(scene.core, scene.w.operatorId, some).then(() => {}),
    )
  const withReading = await statements(first)
  const without = await statements(second)
  expect(withReading - without).toBe(4)

  scene.w = await world(scene.core)
  const [plain = ''] = await imported(1)
  await bill(1)
  expect(await statements([plain])).toBe(without)
})
