/** Webhooks nobody would write: kept with their reason, moving nothing, and in nobody's way. */

import { money } from '@wattline/units'

import type { PaymentEvent } from '../payments/provider.js'
import { itemOf } from '../testing/money-core.js'
import { capturedBook, onStage, Scene } from '../testing/payment-scene.js'
import { applyWebhooks } from './apply.js'
import { receiveWebhook } from './receive.js'

const scene = onStage(new Scene(), { beforeAll, afterAll, beforeEach, afterEach })

/** A capture the provider has carried out, with the webhook that would tell of it. */
async function captureUnderWay(): Promise<{ sessionId: string; event: PaymentEvent }> {
  const { sessionId, intent } = await scene.captureWanted()
  await scene.ask(intent)
  const [event] = scene.provider.events.splice(0)
  if (!event) throw new Error('no event')
  return { sessionId, event }
}

const outOf = (minor: bigint) => ({ amount: money(minor, 'EUR') })
const foreign = { pspReference: 'CONSOLE', merchantReference: 'console' }

test.each<[string, Partial<PaymentEvent>]>([
  ['captures a cent more than was asked', outOf(1191n)],
  ['is in another currency', { amount: money(1190n, 'USD') }],
  ['captures less than nothing', outOf(-1190n)],
  ['captures nothing', outOf(0n)],
  ['captures more than a database number holds', outOf(2n ** 80n)],
  ['is in a currency there is not', { amount: money(1190n, '') }],
  ['has an amount that could not be read', { ...outOf(0n), fault: 'half a cent' }],
  ['names another merchant account', { merchantAccount: 'SomebodyElse' }],
  ['captures less than nothing by another hand', { ...foreign, ...outOf(-1n) }],
  ['captures above the hold by another hand', { ...foreign, ...outOf(3001n) }],
  ['refunds what was never captured', { ...foreign, kind: 'refunded', ...outOf(-5n) }],
  ['authorises above what was asked', { kind: 'authorised', ...outOf(10n ** 30n) }],
])('a webhook that %s is kept and shown, and the true one still counts', async (_what, absurd) => {
  const { sessionId, event } = await captureUnderWay()
  await scene.tell({ ...event, ...absurd })
  expect(await scene.webhookStates()).toEqual(['kept'])
  expect(await scene.paymentOf(sessionId)).toMatchObject({
    state: 'capturing',
    capturedMinor: 0n,
    trouble: { code: 'does-not-fit' },
  })
  await scene.tell(event)
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'captured', trouble: null })
  expect(await scene.book()).toEqual(capturedBook)
})

test('a time that is none counts as now', async () => {
  const { sessionId, event } = await captureUnderWay()
  await scene.tell({ ...event, occurredAt: '2026-02-30T25:61:00+99:00' })
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'captured' })
  const [entry] = await scene.core.owner.query<{ occurred_at: Date }[]>(
    `select occurred_at from journal_entry where kind = 'captured' and operator_id = $1`,
    [scene.w.operatorId],
  )
  expect(entry?.occurred_at.getTime()).toBe(scene.clock.now().epochMilliseconds)
})

test.each([
  // What a database text cannot hold is marked as lost; all the rest is as it came.
  ['a null character', 'Ca\u0000pture', 'Ca\ufffdpture'],
  ['half a letter', 'Capture \ud83d', 'Capture \ufffd'],
  ['a backslash before what looks like either', 'C:\\u0000\\\\ud83d', 'C:\\u0000\\\\ud83d'],
  ['a whole letter beyond the first plane', 'Capture 🚗', 'Capture 🚗'],
  ['a megabyte', 'x'.repeat(1_000_000), 'x'.repeat(1_000_000)],
])('a reason with %s is stored like any other', async (_what, reason, kept) => {
  const { sessionId, event } = await captureUnderWay()
  const raw = { [reason.slice(0, 99)]: reason }
  const item = { ...itemOf({ ...event, reason }), item: raw }
  expect(await receiveWebhook(scene.core, [item])).toEqual({ stored: 1, known: 0 })
  await applyWebhooks(scene.core)
  await scene.settle()
  expect(await scene.paymentOf(sessionId)).toMatchObject({ state: 'captured' })
  const [row] = await scene.core.owner.query<{ reason: string }[]>(
    `select body -> 'event' ->> 'reason' as reason from webhook`,
  )
  expect(row?.reason).toBe(kept)
})
