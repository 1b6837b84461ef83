/**
 * One effect for one intent: workers at once, answers that get lost, webhooks that come first or
 * often.
 */

import { itemOf } from '../testing/money-core.js'
import { billed, capturedBook, onStage, Scene } from '../testing/payment-scene.js'
import { applyWebhooks } from '../webhooks/apply.js'
import { askAgain } from '../webhooks/ask-again.js'
import { receiveWebhook } from '../webhooks/receive.js'
import { collect } from './collect.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

test('two workers asking for one capture take the money once', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  // Both are at the provider at the same time: neither answers before both have asked.
  let arrived = 0
  let open = () => {}
  const both = new Promise<void>(resolve => {
    open = resolve
  })
  scene.provider.beforeAnswer = async () => {
    arrived += 1
    if (arrived === 2) open()
    await both
  }
  await Promise.all([scene.ask(intent), scene.ask(intent)])
  expect(scene.provider.calls.filter(({ operation }) => operation === 'capture')).toHaveLength(2)
  expect(scene.provider.effects.capture).toBe(1)
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 1190n,
  })
  expect(await scene.book()).toEqual(capturedBook)
})

test('two looks at one payment write one intent', async () => {
  const { sessionId } = await scene.captureWanted()
  const { id } = await scene.paymentOf(sessionId)
  await Promise.all(Array.from({ length: 5 }, () => collect(scene.core, scene.w.operatorId, id)))
  const captures = (await scene.intentsOf(id)).filter(({ kind }) => kind === 'capture')
  expect(captures).toHaveLength(1)
})

test('a webhook that comes before the answer it belongs to has one effect', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  scene.provider.beforeAnswer = async () => scene.tell(...scene.provider.events.splice(0))
  await scene.ask(intent)
  scene.provider.beforeAnswer = async () => undefined
  await scene.settle()
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
  const [event] = scene.provider.events.splice(0)
  if (!event) throw new Error('no event')
  const first = itemOf(event)
  const again = [first, first, itemOf({ ...event, reason: 'again' }), itemOf(event)]
  const received = await Promise.all(again.map(item => receiveWebhook(scene.core, [item])))
  expect(received.reduce((sum, { stored }) => sum + stored, 0)).toBe(3)
  await Promise.all([
    applyWebhooks(scene.core),
    applyWebhooks(scene.core),
    applyWebhooks(scene.core),
  ])
  await scene.settle()
  expect(await scene.book()).toEqual(capturedBook)
  expect(await scene.webhookStates()).toEqual(['applied', 'applied', 'applied'])
})

test('a lost answer is asked for again with the same key, and the money is taken once', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  scene.provider.next('capture', 'lose-answer')
  await scene.ask(intent)
  expect(await scene.intentOf(sessionId, 'capture')).toMatchObject({
    state: 'uncertain',
    attempts: 1,
  })
  scene.clock.advance('PT10M')
  const turn = await askAgain(scene.core, { olderThanSeconds: 60 })
  expect(turn).toEqual({ asked: 1, readopted: 0, needsPerson: [] })
  const keys = scene.provider.calls.filter(({ operation }) => operation === 'capture')
  expect(new Set(keys.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([intent.id]))
  expect(scene.provider.effects.capture).toBe(1)
  await scene.settle()
  expect(await scene.book()).toEqual(capturedBook)
})

test('an answer that stays away is asked for ever more seldom', async () => {
  const { intent } = await scene.captureWanted()
  await scene.ask(intent)
  const askedAfter: number[] = []
  for (let minute = 1; minute <= 180; minute += 1) {
    scene.clock.advance('PT1M')
    const { asked } = await askAgain(scene.core, { olderThanSeconds: 30 })
    if (asked > 0) askedAfter.push(minute)
  }
  const pauses = askedAfter.map((minute, index) => minute - (askedAfter[index - 1] ?? 0))
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  expect(pauses.at(-1)).toBeGreaterThan(30)
  expect(scene.provider.effects.capture).toBe(1)
})

test('one intent that cannot be asked about holds up no other, and is named', async () => {
  const { intent } = await scene.captureWanted()
  const other = await scene.captureWanted()
  const { provider } = scene
  const capture = provider.capture.bind(provider)
  provider.capture = async request => {
    if (request.idempotencyKey === intent.id) throw new Error('broken')
    return capture(request)
  }
  scene.clock.advance('PT10M')
  const turn = await askAgain(scene.core, { olderThanSeconds: 60 })
  expect(turn.needsPerson).toMatchObject([
    { intentId: intent.id, why: 'Asking about it again failed: broken' },
  ])
  expect(await scene.intentOf(other.sessionId, 'capture')).toMatchObject({ state: 'sent' })
})

test('an unknown outcome is not asked about any more once the provider may have forgotten its key', async () => {
  const { intent } = await scene.captureWanted()
  scene.provider.next('capture', 'lose-request')
  await scene.ask(intent)
  scene.clock.advance('P7D')
  const turn = await askAgain(scene.core, { olderThanSeconds: 60 })
  expect(turn.asked).toBe(0)
  expect(turn.needsPerson).toMatchObject([
    { kind: 'intent', intentId: intent.id, intentKind: 'capture', state: 'uncertain' },
  ])
  await scene.ask(intent)
  expect(scene.provider.effects.capture).toBe(0)
})

test('an unknown hold stays unknown, and the webhook alone makes it known', async () => {
  scene.provider.next('authorise', 'lose-answer')
  const sessionId = await scene.visit(billed)
  await scene.workOff()
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'uncertain', pspReference: null })
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 1190n,
  })
})

test('an unknown hold for a session that comes to nothing is let go by our own reference', async () => {
  scene.provider.next('authorise', 'lose-answer')
  const sessionId = await scene.visit({ energyWh: 0n })
  await scene.workOff()
  const events = scene.provider.events.splice(0)
  expect(scene.provider.effects['technical-cancel']).toBe(1)
  // The yes to the hold comes last: the hold is known to be gone, and this is let go as well.
  await scene.tell(...events.filter(({ kind }) => kind !== 'authorised'))
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'cancelled' })
  scene.clock.advance('PT20M')
  await scene.tell(...events.filter(({ kind }) => kind === 'authorised'))
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'cancelling' })
  await scene.workOff()
  expect(scene.provider.effects.cancel).toBe(1)
})
