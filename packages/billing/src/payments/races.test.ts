/**
 * One effect for one intent: workers at once, answers that get lost, webhooks that come first or
 * often.
 */

import { itemOf, type MoneyCore, settle, tell, visit, workOff } from '../testing/money-core.js'
import { billed, capturedBook, Scene } from '../testing/payment-scene.js'
import type { World } from '../testing/world.js'
import { applyWebhooks } from '../webhooks/apply.js'
import { askAgain } from '../webhooks/ask-again.js'
import { receiveWebhook } from '../webhooks/receive.js'
import { collect } from './collect.js'

let core: MoneyCore
let w: World
const scene = new Scene()
beforeAll(() => scene.open())
afterAll(() => scene.close())
beforeEach(async () => {
  await scene.begin()
  core = scene.core
  w = scene.w
})
afterEach(async () => {
  expect(await scene.faults()).toEqual([])
})

test('two workers asking for one capture take the money once', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  // Both are at the provider at the same time: neither answers before both have asked.
  let arrived = 0
  let open = () => {}
  const both = new Promise<void>(resolve => {
    open = resolve
  })
  core.provider.beforeAnswer = async () => {
    arrived += 1
    if (arrived === 2) open()
    await both
  }
  await Promise.all([scene.ask(intent), scene.ask(intent)])
  expect(core.provider.calls.filter(({ operation }) => operation === 'capture')).toHaveLength(2)
  expect(core.provider.effects.capture).toBe(1)
  await settle(core)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 1190n,
  })
  expect(await scene.book()).toEqual(capturedBook)
})

test('two looks at one payment write one intent', async () => {
  const { sessionId } = await scene.captureWanted()
  const { id } = await scene.paymentOf(sessionId)
  await Promise.all(Array.from({ length: 5 }, () => collect(core, w.operatorId, id)))
  const captures = (await scene.intentsOf(id)).filter(({ kind }) => kind === 'capture')
  expect(captures).toHaveLength(1)
})

test('a webhook that comes before the answer it belongs to has one effect', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  core.provider.beforeAnswer = async () => tell(core, ...core.provider.events.splice(0))
  await scene.ask(intent)
  core.provider.beforeAnswer = async () => undefined
  await settle(core)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 1190n,
  })
  expect(await scene.intentOf(sessionId, 'capture')).toMatchObject({
    state: 'succeeded',
    failures: 0,
  })
  expect(await scene.book()).toEqual(capturedBook)
})

test('a webhook told five times at once, in other words too, has one effect', async () => {
  const { intent } = await scene.captureWanted()
  await scene.ask(intent)
  const [event] = core.provider.events.splice(0)
  if (!event) throw new Error('no event')
  const first = itemOf(event)
  const again = [first, first, itemOf({ ...event, reason: 'again' }), itemOf(event)]
  const received = await Promise.all(again.map(item => receiveWebhook(core, [item])))
  expect(received.reduce((sum, { stored }) => sum + stored, 0)).toBe(3)
  await Promise.all([applyWebhooks(core), applyWebhooks(core), applyWebhooks(core)])
  await settle(core)
  expect(await scene.book()).toEqual(capturedBook)
  expect(await scene.webhookStates()).toEqual(['applied', 'applied', 'applied'])
})

test('a lost answer is asked for again with the same key, and the money is taken once', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  core.provider.next('capture', 'lose-answer')
  await scene.ask(intent)
  expect(await scene.intentOf(sessionId, 'capture')).toMatchObject({
    state: 'uncertain',
    attempts: 1,
  })
  core.clock.advance('PT10M')
  const turn = await askAgain(core, { olderThanSeconds: 60 })
  expect(turn).toEqual({ asked: 1, readopted: 0, needsPerson: [] })
  const keys = core.provider.calls.filter(({ operation }) => operation === 'capture')
  expect(new Set(keys.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([intent.id]))
  expect(core.provider.effects.capture).toBe(1)
  await settle(core)
  expect(await scene.book()).toEqual(capturedBook)
})

test('an answer that stays away is asked for ever more seldom', async () => {
  const { intent } = await scene.captureWanted()
  await scene.ask(intent)
  const askedAfter: number[] = []
  for (let minute = 1; minute <= 180; minute += 1) {
    core.clock.advance('PT1M')
    const { asked } = await askAgain(core, { olderThanSeconds: 30 })
    if (asked > 0) askedAfter.push(minute)
  }
  const pauses = askedAfter.map((minute, index) => minute - (askedAfter[index - 1] ?? 0))
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  expect(pauses.at(-1)).toBeGreaterThan(30)
  expect(core.provider.effects.capture).toBe(1)
})

test('one intent that cannot be asked about holds up no other, and is named', async () => {
  const { intent } = await scene.captureWanted()
  const other = await scene.captureWanted()
  const { provider } = core
  const capture = provider.capture.bind(provider)
  provider.capture = async request => {
    if (request.idempotencyKey === intent.id) throw new Error('broken')
    return capture(request)
  }
  core.clock.advance('PT10M')
  const turn = await askAgain(core, { olderThanSeconds: 60 })
  expect(turn.needsPerson).toMatchObject([
    { intentId: intent.id, why: 'Asking about it again failed: broken' },
  ])
  expect(await scene.intentOf(other.sessionId, 'capture')).toMatchObject({ state: 'sent' })
})

test('an unknown outcome is not asked about any more once the provider may have forgotten its key', async () => {
  const { intent } = await scene.captureWanted()
  core.provider.next('capture', 'lose-request')
  await scene.ask(intent)
  core.clock.advance('P7D')
  const turn = await askAgain(core, { olderThanSeconds: 60 })
  expect(turn.asked).toBe(0)
  expect(turn.needsPerson).toMatchObject([
    { kind: 'intent', intentId: intent.id, intentKind: 'capture', state: 'uncertain' },
  ])
  await scene.ask(intent)
  expect(core.provider.effects.capture).toBe(0)
})

test('an unknown hold stays unknown, and the webhook alone makes it known', async () => {
  core.provider.next('authorise', 'lose-answer')
  const sessionId = await visit(core, w, billed)
  await workOff(core)
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'uncertain', pspReference: null })
  await settle(core)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 1190n,
  })
})

test('an unknown hold for a session that comes to nothing is let go by our own reference', async () => {
  core.provider.next('authorise', 'lose-answer')
  const sessionId = await visit(core, w, { energyWh: 0n })
  await workOff(core)
  const events = core.provider.events.splice(0)
  expect(core.provider.effects['technical-cancel']).toBe(1)
  // The yes to the hold comes last: the hold is known to be gone, and this is let go as well.
  await tell(core, ...events.filter(({ kind }) => kind !== 'authorised'))
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'cancelled' })
  core.clock.advance('PT20M')
  await tell(core, ...events.filter(({ kind }) => kind === 'authorised'))
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'cancelling' })
  await workOff(core)
  expect(core.provider.effects.cancel).toBe(1)
})
