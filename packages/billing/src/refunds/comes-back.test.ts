/**
 * Refunds that are rejected, fail or come back: owed again, in sight, and sent again as a new
 * intent.
 */

import { type MoneyCore, settle, tell, workOff } from '../testing/money-core.js'
import { euros } from '../testing/payment-scene.js'
import { RefundScene } from '../testing/refund-scene.js'
import { refusalOf, type World } from '../testing/world.js'
import { retryRefund } from './retry.js'

let core: MoneyCore
let w: World
const scene = new RefundScene()
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

test('a refund the provider rejects stays owed and in sight, and goes again under a new key', async () => {
  const { invoiceId, paymentId } = await scene.paid()
  core.provider.next('refund', 'refuse-later')
  const refundId = await scene.granted(invoiceId, 400n)
  await settle(core)
  expect(await scene.refund(refundId)).toMatchObject({ state: 'rejected' })
  expect(await scene.payment(paymentId)).toMatchObject({ refundingMinor: 0n, refundedMinor: 0n })
  // We owe the driver: the credit note stands, and the rest of the invoice alone can be claimed
  // anew.
  expect(await scene.book()).toMatchObject({ driver: -400n })
  expect(await refusalOf(scene.claim(invoiceId, 'goodwill', { minor: 791n }))).toBe(
    'refund-exceeds-rest',
  )
  await retryRefund(core, w.operator, { refundId, idempotencyKey: 'again' })
  await settle(core)
  expect(await scene.refund(refundId)).toMatchObject({ state: 'accepted' })
  expect(await scene.book()).toMatchObject({ driver: 0n, 'adyen:clearing': 790n })
  const intents = await scene.intentsOfRefund(refundId)
  expect(intents.map(({ state }) => state).sort()).toEqual(['refused', 'succeeded'])
  expect(new Set(intents.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2)
})

test.each(['refund-failed', 'refund-reversed'] as const)(
  'money that comes back by %s is owed again, and can be sent again',
  async kind => {
    const { invoiceId, paymentId } = await scene.paid()
    const refundId = await scene.granted(invoiceId)
    await settle(core)
    const [intent] = await scene.intentsOfRefund(refundId)
    const { pspReference } = await scene.payment(paymentId)
    core.provider.happens(kind, {
      pspReference: intent?.pspReference ?? '',
      originalReference: pspReference ?? '',
      amount: euros(1190n),
    })
    const [event] = core.provider.events.splice(0)
    if (!event) throw new Error('no event')
    await tell(core, event, { ...event, reason: 'told again' })
    expect(await scene.refund(refundId)).toMatchObject({
      state: kind === 'refund-failed' ? 'failed' : 'returned',
    })
    expect(await scene.book()).toMatchObject({ driver: -1190n, 'adyen:clearing': 1190n })
    await retryRefund(core, w.operator, { refundId, idempotencyKey: 'again' })
    await settle(core)
    expect(await scene.refund(refundId)).toMatchObject({ state: 'accepted' })
    expect(await scene.book()).toMatchObject({ driver: 0n, 'adyen:clearing': 0n })
  },
)

test('a refund confirmed before its answer, twice, and asked for twice is paid once', async () => {
  const { invoiceId, paymentId } = await scene.paid()
  core.provider.beforeAnswer = async () => {
    const events = core.provider.events.splice(0)
    await tell(core, ...events, ...events)
  }
  core.provider.next('refund', 'lose-answer')
  await scene.granted(invoiceId, 400n)
  await settle(core)
  core.provider.beforeAnswer = async () => undefined
  await settle(core)
  expect(await scene.payment(paymentId)).toMatchObject({ refundedMinor: 400n, refundingMinor: 0n })
  expect(core.provider.effects.refund).toBe(1)
})

test('a failure told before its success waits for it', async () => {
  const { invoiceId, paymentId } = await scene.paid()
  const refundId = await scene.granted(invoiceId)
  await workOff(core)
  const [success] = core.provider.events.splice(0)
  if (!success) throw new Error('no event')
  const failed = core.provider.happens('refund-failed', {
    pspReference: success.pspReference,
    originalReference: success.originalReference ?? '',
    amount: success.amount,
  })
  core.provider.events.splice(0)
  await tell(core, failed)
  expect(await scene.refund(refundId)).toMatchObject({ state: 'sent' })
  await tell(core, success)
  core.clock.advance('PT2S')
  await tell(core)
  expect(await scene.refund(refundId)).toMatchObject({ state: 'failed' })
  expect(await scene.payment(paymentId)).toMatchObject({ refundedMinor: 0n })
})
