/** What may be claimed, and what is refused with its code. */

import { money } from '@wattline/units'
import { retryPayment } from '../payments/retry.js'
import { onStage } from '../testing/payment-scene.js'
import { RefundScene } from '../testing/refund-scene.js'
import { refusalOf, world } from '../testing/world.js'
import { claimRefund } from './claim.js'

const scene = onStage(new RefundScene(), { beforeAll, afterAll, beforeEach, afterEach })

test('the same key claims once, and the same key with another amount is refused', async () => {
  const { invoiceId } = await scene.paid()
  const first = await scene.claim(invoiceId, 'goodwill', { minor: 100n, key: 'key-1' })
  expect(await scene.claim(invoiceId, 'goodwill', { minor: 100n, key: 'key-1' })).toEqual(first)
  expect(await refusalOf(scene.claim(invoiceId, 'goodwill', { minor: 101n, key: 'key-1' }))).toBe(
    'idempotency-key-reused',
  )
})

test('what may not be claimed is refused with its code', async () => {
  const { invoiceId } = await scene.paid()
  const other = await world(scene.core)
  const foreign = claimRefund(scene.core, other.partner, {
    invoiceId,
    cause: 'goodwill',
    idempotencyKey: 'foreign',
  })
  expect(await refusalOf(foreign)).toBe('not-found')
  expect(await refusalOf(scene.claim(scene.core.newId(), 'goodwill'))).toBe('not-found')
  expect(await refusalOf(scene.claim(invoiceId, 'goodwill', { minor: 1191n }))).toBe(
    'refund-exceeds-rest',
  )
  expect(await refusalOf(scene.claim(invoiceId, 'goodwill', { minor: 0n }))).toBe('input-invalid')
  const dollars = { invoiceId, cause: 'goodwill' as const, amount: money(1n, 'USD') }
  const wrong = claimRefund(scene.core, scene.w.partner, { ...dollars, idempotencyKey: 'dollars' })
  expect(await refusalOf(wrong)).toBe('input-invalid')
  const refundId = await scene.granted(invoiceId)
  expect(await refusalOf(scene.approve(refundId))).toBe('refund-not-open')
  await scene.settle()
  expect(await refusalOf(scene.claim(invoiceId, 'goodwill'))).toBe('refund-exceeds-rest')
})

test('a credit note is no invoice to claim on', async () => {
  const { invoiceId } = await scene.paid()
  await scene.granted(invoiceId, 400n)
  await scene.settle()
  const [note] = await scene.creditNotes(invoiceId)
  expect(await refusalOf(scene.claim(note?.id ?? '', 'goodwill'))).toBe('not-found')
  expect(await scene.book()).toMatchObject({ driver: 0n, 'adyen:clearing': 790n })
})

test('an invoice that is not paid yet has nothing to give back', async () => {
  const sessionId = await scene.visit({ energyWh: 20_000n })
  scene.provider.next('capture', 'lose-request')
  await scene.workOff()
  const { invoiceId } = await scene.paymentOf(sessionId)
  expect(await refusalOf(scene.claim(invoiceId ?? '', 'goodwill'))).toBe('invoice-not-paid')
})

test('a person may give back less than asked, never more', async () => {
  const { invoiceId } = await scene.paid()
  const { refundId } = await scene.claim(invoiceId, 'goodwill', { minor: 500n })
  await scene.workOff()
  expect(await refusalOf(scene.approve(refundId, 501n))).toBe('input-invalid')
  await scene.approve(refundId, 200n)
  await scene.settle()
  expect(await scene.refund(refundId)).toMatchObject({ state: 'accepted', approvedMinor: 200n })
})

test('of an invoice that was paid in part, only what was paid can be claimed', async () => {
  const sessionId = await scene.visit({ energyWh: 60_000n })
  await scene.settle()
  const { invoiceId } = await scene.paymentOf(sessionId)
  const refundId = await scene.granted(invoiceId ?? '')
  expect(await scene.refund(refundId)).toMatchObject({ approvedMinor: 3000n })
  const more = scene.claim(invoiceId ?? '', 'goodwill', { minor: 570n })
  expect(await refusalOf(more)).toBe('refund-exceeds-rest')
  await scene.settle()
  // What the hold did not cover is still owed.
  expect(await scene.book()).toMatchObject({ driver: 570n, 'adyen:clearing': 0n })
})

test('an invoice that two payments paid is given back by both, each its own part', async () => {
  const sessionId = await scene.visit({ energyWh: 60_000n })
  await scene.settle()
  const { id, invoiceId } = await scene.paymentOf(sessionId)
  scene.clock.advance('PT1S')
  await retryPayment(scene.core, scene.w.operator, { paymentId: id, idempotencyKey: 'rest' })
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({ capturedMinor: 570n, trouble: null })
  expect(await scene.book()).toMatchObject({ driver: 0n, 'adyen:clearing': 3570n })
  // No claim reaches over two payments: the larger is given back first, then the other.
  const whole = scene.claim(invoiceId ?? '', 'goodwill', { minor: 3570n })
  expect(await refusalOf(whole)).toBe('refund-exceeds-rest')
  const parts = [await scene.granted(invoiceId ?? ''), await scene.granted(invoiceId ?? '')]
  await scene.settle()
  const refunds = await Promise.all(parts.map(part => scene.refund(part)))
  expect(refunds.map(({ state, approvedMinor }) => `${state} ${approvedMinor}`)).toEqual([
    'accepted 3000',
    'accepted 570',
  ])
  expect(await scene.book()).toMatchObject({ driver: 0n, 'adyen:clearing': 0n, 'vat:DE:19': 0n })
  expect(await refusalOf(scene.claim(invoiceId ?? '', 'goodwill'))).toBe('refund-exceeds-rest')
})
