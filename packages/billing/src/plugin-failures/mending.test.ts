/** Bills that went out without a plugin are mended once: lower is given back, higher is carried. */

import type { PluginAnswer } from '@wattline/plugin-sdk'

import { Operator } from '../operators/operator.entity.js'
import { registerPlugin } from '../plugins/register.js'
import { reRate } from '../pricing/price-as-of.js'
import { Refund } from '../refunds/refund.entity.js'
import { discountPlugin } from '../testing/discount-plugin.js'
import { billed, onStage, Scene } from '../testing/payment-scene.js'
import { refusalOf, world } from '../testing/world.js'
import { mendPlugin } from './mend.js'
import { MendedSession } from './mended-session.entity.js'
import { Mending } from './mending.entity.js'
import { PluginFailure } from './plugin-failure.entity.js'
import { runMending } from './run-mending.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

const broken = () => {
  throw new Error('broken')
}
const off = (amount: number) => (): PluginAnswer => ({
  lines: [{ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', amount, labelKey: 'off' }],
})
const fee = (amount: number) => (): PluginAnswer => ({
  lines: [{ code: 'FEE', kind: 'SURCHARGE', on: 'ENERGY', amount, labelKey: 'fee' }],
})
const emits = [
  {
    code: 'OFF',
    kind: 'DISCOUNT' as const,
    on: 'ENERGY' as const,
    bounds: [{ shareOfBaseBp: 5000 }],
  },
  {
    code: 'FEE',
    kind: 'SURCHARGE' as const,
    on: 'ENERGY' as const,
    bounds: [{ shareOfBaseBp: 5000 }],
  },
]

const pluginOf = (id: string, version: string, price: () => PluginAnswer) => ({
  ...discountPlugin({ id, version, emits }),
  price,
})

/** A price list whose plugins all fail, in this order. */
async function stage(...ids: string[]): Promise<void> {
  const plugins = ids.map(id => ({ plugin: pluginOf(id, '1.0.0', broken), params: {} }))
  scene.w = await world(scene.core, { plugins })
}

/** Sessions of 20 kWh, 11.90 EUR by the tariff alone, paid. */
async function paid(count = 1): Promise<string[]> {
  const ids = []
  for (let index = 0; index < count; index += 1) ids.push(await scene.visit(billed))
  await scene.settle()
  return ids
}

async function hashOfFailed(id: string): Promise<string> {
  const found = await scene.core.owner.manager.findOneByOrFail(PluginFailure, {
    operatorId: scene.w.operatorId,
    pluginId: id,
  })
  return found.pluginHash
}

const mended = (id: string, price: () => PluginAnswer, version = '1.0.1') =>
  registerPlugin(
    scene.core,
    scene.w.operatorId,
    scene.core.runner.add(pluginOf(id, version, price)),
  )

async function order(id: string, versionId: string, isDryRun = false): Promise<string> {
  const { mendingId } = await mendPlugin(scene.core, scene.w.operator, {
    failedHash: await hashOfFailed(id),
    mendedVersionId: versionId,
    isDryRun,
    idempotencyKey: scene.core.newId(),
  })
  return mendingId
}

async function mend(id: string, price: () => PluginAnswer, isDryRun = false): Promise<Mending> {
  const mendingId = await order(id, await mended(id, price), isDryRun)
  await scene.settle()
  return scene.core.owner.manager.findOneByOrFail(Mending, { id: mendingId })
}

const run = (mendingId: string) =>
  runMending(scene.core, { operatorId: scene.w.operatorId, mendingId })
const mine = () => ({ operatorId: scene.w.operatorId })
// By their amounts: the clock stands still, so neither instants nor ids say which came first.
const refunds = () =>
  scene.core.owner.manager.find(Refund, { where: mine(), order: { askedMinor: 'DESC' } })
const rows = () =>
  scene.core.owner.manager.find(MendedSession, { where: mine(), order: { owedMinor: 'DESC' } })

test('what comes out lower goes back to the driver by itself, and the bill stays what it was', async () => {
  await stage('night')
  const [sessionId = ''] = await paid()
  const before = await reRate(scene.core, scene.w.operatorId, sessionId)
  const done = await mend('night', off(-1_000_000))
  const amounts = [{ currency: 'EUR', lowerMinor: '119', higherMinor: '0' }]
  expect(done).toMatchObject({ state: 'done', tally: { sessions: 1, lower: 1, amounts } })
  const clause = { id: 'overcharged' }
  expect(await refunds()).toMatchObject([
    { state: 'accepted', cause: 'overcharged', approvedMinor: 119n, decision: { clause } },
  ])
  expect(await scene.book()).toMatchObject({ driver: 0n, 'adyen:clearing': 1071n })
  expect(await reRate(scene.core, scene.w.operatorId, sessionId)).toEqual(before)
})

test('what comes out higher is carried by the operator, and recorded', async () => {
  await stage('night')
  await paid()
  const done = await mend('night', fee(1_000_000))
  const amounts = [{ currency: 'EUR', lowerMinor: '0', higherMinor: '119' }]
  expect(done).toMatchObject({ state: 'done', tally: { sessions: 1, higher: 1, amounts } })
  expect(await refunds()).toEqual([])
  expect(await rows()).toMatchObject([{ owedMinor: 1190n, mendedMinor: 1309n, refundId: null }])
})

test('a dry run tells the same totals, and gives nothing back', async () => {
  await stage('night')
  await paid(2)
  const dry = await mend('night', off(-1_000_000), true)
  expect(dry).toMatchObject({ state: 'done', tally: { sessions: 2, lower: 2 } })
  expect([await rows(), await refunds()]).toEqual([[], []])
  const [version] = await scene.core.owner.query<{ id: string }[]>(
    `select id from plugin_version where operator_id = $1 and version = '1.0.1'`,
    [scene.w.operatorId],
  )
  const id = await order('night', version?.id ?? '')
  await scene.settle()
  const real = await scene.core.owner.manager.findOneByOrFail(Mending, { id })
  expect(real.tally).toEqual(dry.tally)
  expect(await refunds()).toHaveLength(2)
})

test('two workers and two orders at once give each difference back once', async () => {
  await stage('night')
  await paid(2)
  const version = await mended('night', off(-1_000_000))
  const orders = [await order('night', version), await order('night', version)]
  await Promise.all([...orders, ...orders].map(run))
  await scene.settle()
  expect(await rows()).toHaveLength(2)
  expect((await refunds()).map(({ approvedMinor }) => approvedMinor)).toEqual([119n, 119n])
  expect(await scene.book()).toMatchObject({ driver: 0n, 'adyen:clearing': 2142n })
})

test('a worker that is killed between two bills is followed by one that goes on', async () => {
  await stage('night')
  await paid(2)
  const mendingId = await order('night', await mended('night', off(-1_000_000)))
  const { core } = scene
  let runs = 0
  const dying = {
    ...core.runner,
    engine: core.runner.engine,
    close: () => core.runner.close(),
    run: async (job: Parameters<typeof core.runner.run>[0]) => {
      runs += 1
      if (runs > 1) throw new Error('killed')
      return core.runner.run(job)
    },
  }
  const { operatorId } = scene.w
  const dies = runMending({ ...core, runner: dying }, { operatorId, mendingId })
  await expect(dies).rejects.toThrow('killed')
  expect(await rows()).toHaveLength(1)
  await scene.settle()
  const done = await core.owner.manager.findOneByOrFail(Mending, { id: mendingId })
  expect(done).toMatchObject({ state: 'done', tally: { sessions: 2, lower: 2 } })
  expect(await refunds()).toHaveLength(2)
})

test('above the policy’s limit a person decides', async () => {
  await stage('night')
  await paid()
  const { manager } = scene.core.owner
  const operator = await manager.findOneByOrFail(Operator, { id: scene.w.operatorId })
  const refundPolicy = { ...operator.refundPolicy, automaticLimitMinor: '118' }
  await manager.save(Operator, { ...operator, refundPolicy })
  await mend('night', off(-1_000_000))
  expect(await refunds()).toMatchObject([
    { state: 'for-person', decision: { amountMinor: '119', clause: { id: 'overcharged' } } },
  ])
})

test('an invoice that is not paid yet waits for the next mending', async () => {
  await stage('night')
  await scene.captureWanted()
  const version = await mended('night', off(-1_000_000))
  const first = await order('night', version)
  await run(first)
  expect(await scene.core.owner.manager.findOneByOrFail(Mending, { id: first })).toMatchObject({
    tally: { sessions: 0, unpaid: 1 },
  })
  expect(await rows()).toEqual([])
  await scene.ask(await scene.intentOf((await failures())[0]?.sessionId ?? '', 'capture'))
  await scene.settle()
  await order('night', version)
  await scene.settle()
  expect(await refunds()).toMatchObject([{ approvedMinor: 119n }])
})

const failures = () => scene.core.owner.manager.findBy(PluginFailure, mine())

test('a version that fails as well mends nothing, and a third one may', async () => {
  await stage('night')
  await paid()
  const again = await mend('night', broken)
  expect(again).toMatchObject({ state: 'done', tally: { sessions: 0, failedAgain: 1 } })
  expect(await rows()).toEqual([])
  await order('night', await mended('night', off(-1_000_000), '1.0.2'))
  await scene.settle()
  expect(await refunds()).toHaveLength(1)
})

test('of two plugins that failed on one bill each gives back what it would have taken', async () => {
  await stage('night', 'loyal')
  await paid()
  await mend('night', off(-1_000_000))
  await mend('loyal', off(-500_000))
  expect((await rows()).map(row => [row.owedMinor, row.mendedMinor])).toEqual([
    [1190n, 1071n],
    [1071n, 1012n],
  ])
  const asked = (await refunds()).map(({ askedMinor, state }) => [askedMinor, state])
  // Only the first refund of an invoice goes without a person.
  expect(asked).toEqual([
    [119n, 'accepted'],
    [59n, 'for-person'],
  ])
})

test('a session that is mended is not mended again by a later version', async () => {
  await stage('night')
  await paid()
  await mend('night', off(-1_000_000))
  await order('night', await mended('night', off(-2_000_000), '1.0.2'))
  await scene.settle()
  expect(await rows()).toHaveLength(1)
  expect(await refunds()).toHaveLength(1)
})

test.each([
  ['another plugin', 'other', {}, 'plugin-unusable'],
  [
    'other facts',
    'night',
    { reads: { tier: { fact: 'membership.tier' as const } } },
    'plugin-unusable',
  ],
  [
    'a parameter that the list does not set',
    'night',
    { params: { type: 'object', properties: { bp: { type: 'integer' } }, required: ['bp'] } },
    'plugin-params-invalid',
  ],
] as const)('a version with %s is no mend', async (_title, id, over, refusal) => {
  await stage('night')
  await paid()
  const plugin = {
    ...discountPlugin({ id, version: '2.0.0', emits, ...over } as never),
    price: off(-1),
  }
  const added = scene.core.runner.add(plugin)
  const version = await registerPlugin(scene.core, scene.w.operatorId, added)
  expect(await refusalOf(order('night', version))).toBe(refusal)
})
