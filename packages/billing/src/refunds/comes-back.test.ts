/**
 * Refunds that are rejected, fail or come back: owed again, in sight, and sent again as a new
 * intent.
 */

import { euros, onStage } from '../testing/payment-scene.js'
import { RefundScene } from '../testing/refund-scene.js'
import { refusalOf } from '../testing/world.js'
import { retryRefund } from './retry.js'

const scene = onStage(new RefundScene(), { beforeAll, afterAll, beforeEach, afterEach })

test('a refund the provider rejects stays owed and in sight, and goes again under a new key', async () => {
  const { invoiceId, paymentId } = await scene.paid()
  scene.provider.next('refund', 'refuse-later')
  const refundId = await scene.granted(invoiceId, 400n)
  await scene.settle()
  expect(await scene.refund(refundId)).toMatchObject({ state: 'rejected' })
  expect(await scene.payment(paymentId)).toMatchObject({ refundingMinor: 0n, refundedMinor: 0n })
  // We owe the driver: the credit note stands, and the rest of the invoice alone can be claimed
  // anew.
  expect(await scene.book()).toMatchObject({ driver: -400n })
  expect(await refusalOf(scene.claim(invoiceId, 'goodwill', { minor: 791n }))).toBe(
    'refund-exceeds-rest',
  )
  await retryRefund(scene.core, scene.w.operator, { refundId, idempotencyKey: 'again' })
  await scene.settle()
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
    await scene.settle()
    const [intent] = await scene.intentsOfRefund(refundId)
    const { pspReference } = await scene.payment(paymentId)
    scene.provider.happens(kind, {
      pspReference: intent?.pspReference ?? '',
      originalReference: pspReference ?? '',
      amount: euros(1190n),
    })
    const [event] = scene.provider.events.splice(0)
    if (!event) throw new Error('no event')
    await scene.tell(event, { ...event, reason: 'told again' })
    expect(await scene.refund(refundId)).toMatchObject({
      state: kind === 'refund-failed' ? 'failed' : 'returned',
    })
    expect(await scene.book()).toMatchObject({ driver: -1190n, 'adyen:clearing': 1190n })
    await retryRefund(scene.core, scene.w.operator, { refundId, idempotencyKey: 'again' })
    await scene.settle()
    expect(await scene.refund(refundId)).toMatchObject({ state: 'accepted' })
    expect(await scene.book()).toMatchObject({ driver: 0n, 'adyen:clearing': 0n })
  },
)

test('a refund confirmed before its answer, twice, and asked for twice is paid once', async () => {
  const { invoiceId, paymentId } = await scene.paid()
  scene.provider.beforeAnswer = async () => {
    const events = scene.provider.events.splice(0)
    await scene.tell(...events, ...events)
  }
  scene.provider.next('refund', 'lose-answer')
  await scene.granted(invoiceId, 400n)
  await scene.settle()
  scene.provider.beforeAnswer = async () => undefined
  await scene.settle()
  expect(await scene.payment(paymentId)).toMatchObject({ refundedMinor: 400n, refundingMinor: 0n })
  expect(scene.provider.effects.refund).toBe(1)
})

test('a failure told before its success waits for it', async () => {
  const { invoiceId, paymentId } = await scene.paid()
  const refundId = await scene.granted(invoiceId)
  await scene.workOff()
  const [success] = scene.provider.events.splice(0)
  if (!success) throw new Error('no event')
  const failed = scene.provider.happens('refund-failed', {
    pspReference: success.pspReference,
    originalReference: success.originalReference ?? '',
    amount: success.amount,
  })
  scene.provider.events.splice(0)
  await scene.tell(failed)
  expect(await scene.refund(refundId)).toMatchObject({ state: 'sent' })
  await scene.tell(success)
  scene.clock.advance('PT2S')
  await scene.tell()
  expect(await scene.refund(refundId)).toMatchObject({ state: 'failed' })
  expect(await scene.payment(paymentId)).toMatchObject({ refundedMinor: 0n })
})
