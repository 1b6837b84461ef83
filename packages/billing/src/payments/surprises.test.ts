/**
 * What the provider does by itself: captures taken back, events out of order, other people’s
 * operations.
 */

import { money } from '@wattline/units'

import { type MoneyCore, settle, tell, visit, workOff } from '../testing/money-core.js'
import { billed, capturedBook, euros, Scene } from '../testing/payment-scene.js'
import type { World } from '../testing/world.js'
import { applyWebhooks } from '../webhooks/apply.js'
import type { PaymentEvent } from './provider.js'

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

test('a no that comes before a yes of the same reference does not win', async () => {
  core.provider.next('authorise', 'lose-answer')
  const sessionId = await visit(core, w, billed)
  await scene.ask(await scene.intentOf(sessionId, 'authorise'))
  const yes = core.provider.told('authorised')
  core.provider.events.splice(0)
  await tell(core, { ...yes, kind: 'authorisation-refused', pspReference: 'ANOTHERATTEMPT01' })
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'refused' })
  await tell(core, yes)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'authorised',
    pspReference: yes.pspReference,
    trouble: null,
  })
})

test('a capture taken back is owed again, and restored once when the provider recaptures', async () => {
  const sessionId = await visit(core, w, billed)
  await settle(core)
  const { pspReference } = await scene.intentOf(sessionId, 'capture')
  const original = (await scene.paymentOf(sessionId)).pspReference
  if (!pspReference || !original) throw new Error('no reference')
  const given = { pspReference, originalReference: original, amount: euros(1190n) }
  const first = { ...given, reason: '' }
  core.clock.advance('PT1H')
  core.provider.happens('capture-failed', given)
  const [failed] = core.provider.events.splice(0)
  if (!failed) throw new Error('no event')
  await tell(core, failed)
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
    occurredAt: core.clock.now().subtract({ hours: 2 }).toString(),
  }
  await tell(core, stale)
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'capture-failed' })
  core.clock.advance('P3D')
  const again = core.provider.happens('captured', { ...given, reason: 'Transaction Recaptured' })
  core.provider.events.splice(0)
  await tell(core, again, { ...again, reason: 'Transaction Auto-recaptured' }, failed)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'captured',
    capturedMinor: 1190n,
    trouble: null,
  })
  expect(await scene.book()).toEqual(capturedBook)
  expect(core.provider.balance('EUR')).toEqual(euros(1190n))
})

test('events that run ahead wait for what they follow: failed, captured and authorised in reverse', async () => {
  core.provider.next('authorise', 'lose-answer')
  const sessionId = await visit(core, w, billed)
  await workOff(core)
  const yes = core.provider.events.splice(0)[0]
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
  await tell(core, failed)
  await tell(core, capture)
  expect(await scene.webhookStates()).toEqual(['stored', 'stored'])
  await tell(core, yes)
  for (let second = 0; second < 8; second += 1) {
    core.clock.advance('PT1S')
    await applyWebhooks(core)
  }
  expect(await scene.webhookStates()).toEqual(['applied', 'applied', 'applied'])
  expect((await scene.paymentOf(sessionId)).state).toBe('capture-failed')
  expect(await scene.book()).toMatchObject({ driver: 1190n, 'adyen:clearing': 0n })
})

test('a capture made at the provider’s own console is accepted, and ours is refused without harm', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  const { pspReference } = await scene.paymentOf(sessionId)
  if (!pspReference) throw new Error('no reference')
  const foreign = core.provider.happens('captured', {
    pspReference: 'CONSOLECAPTURE01',
    originalReference: pspReference,
    amount: euros(1190n),
  })
  core.provider.events.splice(0)
  await tell(core, foreign)
  core.provider.next('capture', 'refuse-later')
  await scene.ask(intent)
  await settle(core)
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
  const sessionId = await visit(core, w, billed)
  await settle(core)
  const { pspReference } = await scene.paymentOf(sessionId)
  core.provider.happens('refunded', {
    pspReference: 'CONSOLEREFUND001',
    originalReference: pspReference ?? '',
    amount: euros(500n),
  })
  await settle(core)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    refundedMinor: 500n,
    trouble: { code: 'refunded-externally' },
  })
  expect(await scene.book()).toMatchObject({ driver: 500n, 'adyen:clearing': 690n })
  expect(core.provider.balance('EUR')).toEqual(euros(690n))
})

test('an event with another amount, account or currency is kept and shown, and moves nothing', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  await scene.ask(intent)
  const [event] = core.provider.events.splice(0)
  if (!event) throw new Error('no event')
  await tell(core, { ...event, amount: euros(1191n) })
  await tell(core, { ...event, amount: money(1190n, 'USD') })
  await tell(core, { ...event, merchantAccount: 'SomebodyElse' })
  expect(await scene.webhookStates()).toEqual(['kept', 'kept', 'kept'])
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'capturing',
    capturedMinor: 0n,
    trouble: { code: 'does-not-fit' },
  })
  await tell(core, event)
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'captured', trouble: null })
})

test('an authorisation that runs out under an open invoice is trouble', async () => {
  const { sessionId, intent } = await scene.captureWanted()
  core.provider.next('capture', 'refuse-later')
  await scene.ask(intent)
  await settle(core)
  const { pspReference } = await scene.paymentOf(sessionId)
  const expired = core.provider.happens('authorisation-expired', {
    pspReference: pspReference ?? '',
    amount: euros(3000n),
  })
  core.provider.events.splice(0)
  await tell(core, expired)
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'expired',
    trouble: { code: 'expired' },
  })
})
