/**
 * What the provider does by itself: captures taken back, events out of order, other people’s
 * operations.
 */

import { billed, capturedBook, euros, onStage, Scene } from '../testing/payment-scene.js'
import { applyWebhooks } from '../webhooks/apply.js'
import type { PaymentEvent } from './provider.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

test('a no that comes before a yes of the same reference does not win', async () => {
  scene.provider.next('authorise', 'lose-answer')
  const sessionId = await scene.visit(billed)
  await scene.ask(await scene.intentOf(sessionId, 'authorise'))
  const yes = scene.provider.told('authorised')
  scene.provider.events.splice(0)
  await scene.tell({ ...yes, kind: 'authorisation-refused', pspReference: 'ANOTHERATTEMPT01' })
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'refused' })
  await scene.tell(yes)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'authorised',
    pspReference: yes.pspReference,
    trouble: null,
  })
})

test('a capture taken back is owed again, and restored once when the provider recaptures', async () => {
  const sessionId = await scene.visit(billed)
  await scene.settle()
  const { pspReference } = await scene.intentOf(sessionId, 'capture')
  const original = (await scene.paymentOf(sessionId)).pspReference
  if (!pspReference || !original) throw new Error('no reference')
  const given = { pspReference, originalReference: original, amount: euros(1190n) }
  const first = { ...given, reason: '' }
  scene.clock.advance('PT1H')
  scene.provider.happens('capture-failed', given)
  const [failed] = scene.provider.events.splice(0)
  if (!failed) throw new Error('no event')
  await scene.tell(failed)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'capture-failed',
    capturedMinor: 0n,
    trouble: { code: 'capture-failed' },
  })
  expect(await scene.book()).toMatchObject({ driver: 1190n, 'adyen:clearing': 0n })
  // A late copy of the first success is older than the failure.
  const stale: PaymentEvent = {
    ...failed,
    ...first,
    kind: 'captured',
    occurredAt: scene.clock.now().subtract({ hours: 2 }).toString(),
  }
  await scene.tell(stale)
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'capture-failed' })
  scene.clock.advance('P3D')
  const again = scene.provider.happens('captured', { ...given, reason: 'Transaction Recaptured' })
  scene.provider.events.splice(0)
  await scene.tell(again, { ...again, reason: 'Transaction Auto-recaptured' }, failed)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 1190n,
    trouble: null,
  })
  expect(await scene.book()).toEqual(capturedBook)
  expect(scene.provider.balance('EUR')).toEqual(euros(1190n))
})

test('events that run ahead wait for what they follow: failed, captured and authorised in reverse', async () => {
  scene.provider.next('authorise', 'lose-answer')
  const sessionId = await scene.visit(billed)
  await scene.workOff()
  const yes = scene.provider.events.splice(0)[0]
  if (!yes) throw new Error('no event')
  const capture: PaymentEvent = {
    ...yes,
    kind: 'captured',
    eventCode: 'CAPTURE',
    pspReference: 'FOREIGNCAPTURE01',
    originalReference: yes.pspReference,
    amount: euros(1190n),
  }
  const failed = { ...capture, kind: 'capture-failed' as const, eventCode: 'CAPTURE_FAILED' }
  await scene.tell(failed)
  await scene.tell(capture)
  expect(await scene.webhookStates()).toEqual(['stored', 'stored'])
  await scene.tell(yes)
  for (let second = 0; second < 8; second += 1) {
    scene.clock.advance('PT1S')
    await applyWebhooks(scene.core)
  }
  expect(await scene.webhookStates()).toEqual(['applied', 'applied', 'applied'])
  expect((await scene.paymentOf(sessionId)).state).toBe('capture-failed')
  expect(await scene.book()).toMatchObject({ driver: 1190n, 'adyen:clearing': 0n })
})

test('a capture made at the provider’s own console is accepted, and ours is refused without harm', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  const { pspReference } = await scene.paymentOf(sessionId)
  if (!pspReference) throw new Error('no reference')
  const foreign = scene.provider.happens('captured', {
    pspReference: 'CONSOLECAPTURE01',
    originalReference: pspReference,
    amount: euros(1190n),
  })
  scene.provider.events.splice(0)
  await scene.tell(foreign)
  scene.provider.next('capture', 'refuse-later')
  await scene.ask(intent)
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 1190n,
  })
  const intents = await scene.intentsOf((await scene.paymentOf(sessionId)).id)
  expect(intents.map(({ kind, origin, state }) => `${kind} ${origin} ${state}`).sort()).toEqual([
    'authorise ours succeeded',
    'capture external succeeded',
    'capture ours refused',
  ])
  expect(await scene.book()).toEqual(capturedBook)
})

test('a refund nobody claimed is booked and shown to a person', async () => {
  const sessionId = await scene.visit(billed)
  await scene.settle()
  const { pspReference } = await scene.paymentOf(sessionId)
  scene.provider.happens('refunded', {
    pspReference: 'CONSOLEREFUND001',
    originalReference: pspReference ?? '',
    amount: euros(500n),
  })
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    refundedMinor: 500n,
    trouble: { code: 'refunded-externally' },
  })
  expect(await scene.book()).toMatchObject({ driver: 500n, 'adyen:clearing': 690n })
  expect(scene.provider.balance('EUR')).toEqual(euros(690n))
})

test('an authorisation that runs out under an open invoice is trouble', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  scene.provider.next('capture', 'refuse-later')
  await scene.ask(intent)
  await scene.settle()
  const { pspReference } = await scene.paymentOf(sessionId)
  const expired = scene.provider.happens('authorisation-expired', {
    pspReference: pspReference ?? '',
    amount: euros(3000n),
  })
  scene.provider.events.splice(0)
  await scene.tell(expired)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'expired',
    trouble: { code: 'expired' },
  })
})
