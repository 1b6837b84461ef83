/**
 * A failed plugin is on the list with the bill or the parked session, and its operator hears of it
 * once an hour; charging never asks a plugin.
 */

import type { Manifest } from '@wattline/plugin-sdk'

import { billSessions } from '../invoices/bill-sessions.js'
import { setOperatorNotices } from '../notices/set-operator-notices.js'
import { importSessions } from '../sessions/import.js'
import { Irregularity } from '../sessions/irregularity.entity.js'
import { releaseSession } from '../sessions/release.js'
import { discountPlugin } from '../testing/discount-plugin.js'
import { onStage, Scene } from '../testing/payment-scene.js'
import { sessionOf, type WorldOptions, world } from '../testing/world.js'
import { effectOf } from './failures-of.js'
import { PluginFailure } from './plugin-failure.entity.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

let versions = 0

/** A hash of its own for each test: it fails with what is handed in. */
function failing(thrown: unknown, emits?: Manifest['emits']) {
  versions += 1
  const version = `1.0.${versions}`
  return {
    ...discountPlugin({ version, ...(emits && { emits }) }),
    price: () => {
      throw thrown
    },
  }
}

async function stage(options: WorldOptions): Promise<void> {
  scene.w = await world(scene.core, options)
}

/** So many sessions of 10 kWh in an hour. */
async function imported(count = 1): Promise<string[]> {
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

const bill = (ids: readonly string[]) => billSessions(scene.core, scene.w.operatorId, ids)

const listed = () =>
  scene.core.owner.manager.findBy(Irregularity, { operatorId: scene.w.operatorId })
const kept = () =>
  scene.core.owner.manager.findBy(PluginFailure, { operatorId: scene.w.operatorId })
const notices = () =>
  scene.core.owner.query<{ payload: object; state: string }[]>(
    `select payload, state from notice where kind = 'plugin-failed' and operator_id = $1
     order by created_at`,
    [scene.w.operatorId],
  )

test('a bill that goes out without a plugin says so on the list, with what it could have done', async () => {
  await stage({ plugins: [{ plugin: failing(new Error('broken')), params: {} }] })
  const [sessionId = ''] = await imported()
  const [result] = await bill([sessionId])
  expect(result?.outcome).toBe('issued')
  const named = {
    pluginId: 'night',
    pluginVersion: `1.0.${versions}`,
    pluginHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    paramsHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    cause: 'threw',
    effect: 'lower',
  }
  expect(await listed()).toMatchObject([
    {
      sessionId,
      code: 'plugin-failed',
      action: 'report',
      detail: { plugins: [{ ...named, message: 'Error: broken' }] },
    },
  ])
  expect(await kept()).toMatchObject([{ ...named, sessionId, invoiceId: result?.invoiceId }])
  expect(await sessionOf(scene.core, scene.w, sessionId)).toMatchObject({ needsReview: true })
})

test('a parked session is on the list with every plugin that failed until then', async () => {
  const plugins = [
    { plugin: failing(new Error('first')), params: {} },
    { plugin: failing(new Error('second')), params: {}, onFailure: 'park' as const },
    { plugin: failing(new Error('never asked')), params: {} },
  ]
  await stage({ plugins })
  const [sessionId = ''] = await imported()
  expect(await bill([sessionId])).toMatchObject([{ outcome: 'parked' }])
  const messages = ['Error: first', 'Error: second'].map(message => ({ message }))
  expect(await listed()).toMatchObject([{ sessionId, detail: { plugins: messages } }])
  expect(await kept()).toMatchObject([{ invoiceId: null }, { invoiceId: null }])
  expect(await notices()).toHaveLength(2)
})

test('a released session that parks again is kept again, and stays on the list as it was', async () => {
  await stage({ plugins: [{ plugin: failing(new Error('x')), params: {}, onFailure: 'park' }] })
  const [sessionId = ''] = await imported()
  await bill([sessionId])
  await releaseSession(scene.core, scene.w.support, { sessionId, idempotencyKey: 'again' })
  await bill([sessionId])
  expect(await kept()).toHaveLength(2)
  expect(await listed()).toHaveLength(1)
})

test.each([
  ['NUL and half a pair', new Error('\0 \ud800'), 'Error: \ufffd \ufffd'],
  ['a text', 'just text', 'just text'],
])(
  'what a plugin throws cannot keep its session from being billed: %s',
  async (_, thrown, message) => {
    await stage({ plugins: [{ plugin: failing(thrown), params: {} }] })
    expect(await bill(await imported())).toMatchObject([{ outcome: 'issued' }])
    expect(await listed()).toMatchObject([{ detail: { plugins: [{ message }] } }])
  },
)

test('a label that no row can hold makes the answer bad, and the bill goes on', async () => {
  versions += 1
  const line = { code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', labelKey: 'off', amount: -1 } as const
  const plugin = {
    ...discountPlugin({ version: `1.0.${versions}` }),
    price: () => ({ lines: [{ ...line, labelArgs: ['\0'] }] }),
  }
  await stage({ plugins: [{ plugin, params: {} }] })
  expect(await bill(await imported())).toMatchObject([{ outcome: 'issued' }])
  expect(await kept()).toMatchObject([{ cause: 'bad-output' }])
})

test('an operator hears of a hash once an hour, not once a session', async () => {
  await stage({ plugins: [{ plugin: failing(new Error('x')), params: {} }] })
  await bill(await imported(2))
  await bill(await imported(1))
  expect(await notices()).toMatchObject([
    { payload: { pluginId: 'night', causes: ['threw'], sessions: 2 } },
  ])
  scene.clock.advance('PT1H')
  await bill(await imported(1))
  expect(await notices()).toHaveLength(2)
  // What a plugin said of itself may hold what it was told of a driver.
  expect(JSON.stringify(await notices())).not.toContain('Error')
})

test('two operators with the same plugin each hear of it', async () => {
  const options = { plugins: [{ plugin: failing(new Error('x')), params: {} }] }
  await stage(options)
  await bill(await imported())
  await stage(options)
  await bill(await imported())
  expect(await notices()).toHaveLength(1)
})

test('the operator is told at its address, and without one the notice is kept', async () => {
  await stage({ plugins: [{ plugin: failing(new Error('x')), params: {} }] })
  await bill(await imported())
  await scene.workOff()
  expect(await notices()).toMatchObject([{ state: 'kept' }])
  const { operatorId } = scene.w
  const address = { noticeUrl: 'https://operator.example/notices', noticeSecret: 'secret' }
  await setOperatorNotices(scene.core.owner.manager, { operatorId, ...address })
  scene.clock.advance('PT1H')
  await bill(await imported())
  await scene.workOff()
  expect((await notices()).map(({ state }) => state)).toEqual(['kept', 'sent'])
  const { noticeUrl: url, noticeSecret: secret } = address
  expect(scene.core.sent).toMatchObject([{ kind: 'plugin-failed', url, secret }])
})

test('charging never asks a plugin: start, readings and stop pass while every run fails', async () => {
  const onFailure = 'park' as const
  await stage({ plugins: [{ plugin: failing(new Error('x')), params: {}, onFailure }] })
  const asked = scene.core.runner.jobs.length
  const sessionId = await scene.visit({ energyWh: 20_000n })
  expect(scene.core.runner.jobs).toHaveLength(asked)
  expect(await sessionOf(scene.core, scene.w, sessionId)).toMatchObject({ state: 'ended' })
  expect(await bill([sessionId])).toMatchObject([{ outcome: 'parked' }])
})

const emit = (kind: 'DISCOUNT' | 'SURCHARGE') => ({
  code: kind,
  kind,
  on: 'ENERGY' as const,
  bounds: [{ shareOfBaseBp: 1 }],
})

test.each([
  ['lower', [emit('DISCOUNT')]],
  ['raise', [emit('SURCHARGE')]],
  ['either', [emit('DISCOUNT'), emit('SURCHARGE')]],
] as const)('a plugin with such lines could have changed the price: %s', (effect, emits) => {
  expect(effectOf({ emits: [...emits] })).toBe(effect)
})
