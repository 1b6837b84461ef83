/** Drives the control API: late events, the clock, totals and reset. */

import { cardPayment, hmacKey, type Merchant, startMerchant } from '../testing/merchant.js'
import { type Receiver, startReceiver } from '../testing/receiver.js'

let merchant: Merchant
let receiver: Receiver

beforeEach(async () => {
  receiver = await startReceiver()
  merchant = await startMerchant({ webhookEndpoints: [{ url: receiver.url, hmacKey }] })
})

afterEach(async () => {
  await merchant.stop()
  await receiver.stop()
})

const eur = (value: number) => ({ amount: { currency: 'EUR', value } })

const codes = () => receiver.received.map(({ item }) => item.eventCode)

const seen = (...expected: string[]) =>
  receiver.until(() => expected.every(code => codes().includes(code)))

const fire = (psp: string, event: string) =>
  merchant.call('POST', `/_sim/payments/${psp}/events`, { event })

const truthOf = async (psp: string) =>
  (await merchant.call('GET', `/_sim/payments/${psp}`)).body.payment

test('a capture fails, is made good, and its refund fails and comes back', async () => {
  const psp = await merchant.authorise()
  const capture = await merchant.post(`/payments/${psp}/captures`, eur(3000))
  await seen('CAPTURE')
  expect((await fire(psp, 'CAPTURE_FAILED')).status).toBe(202)
  await seen('CAPTURE_FAILED')
  expect(await truthOf(psp)).toMatchObject({ captured: 0, released: 5000 })
  expect(receiver.received.at(-1)?.item).toMatchObject({
    success: 'true',
    pspReference: capture.body.pspReference,
    originalReference: psp,
  })
  await fire(psp, 'RECAPTURE')
  await receiver.until(() => codes().filter(code => code === 'CAPTURE').length === 2)
  expect(receiver.received.at(-1)?.item.reason).toBe('Transaction Recaptured')

  await merchant.post(`/payments/${psp}/refunds`, eur(1000))
  await seen('REFUND')
  await fire(psp, 'REFUND_FAILED')
  await seen('REFUND_FAILED')
  await merchant.post(`/payments/${psp}/refunds`, eur(3000))
  await receiver.until(() => codes().filter(code => code === 'REFUND').length === 2)
  await fire(psp, 'REFUNDED_REVERSED')
  await seen('REFUNDED_REVERSED')
  expect(await truthOf(psp)).toMatchObject({ captured: 3000, refunded: 0 })
})

test('EXPIRE lets go of what is still held, once', async () => {
  const psp = await merchant.authorise()
  await fire(psp, 'EXPIRE')
  await seen('EXPIRE')
  const item = receiver.received.find(({ item }) => item.eventCode === 'EXPIRE')?.item
  expect(item).toMatchObject({ success: 'true', pspReference: psp, amount: { value: 5000 } })
  expect(item).not.toHaveProperty('originalReference')
  const again = await fire(psp, 'EXPIRE')
  expect(again.body.faults).toEqual([`${psp} holds nothing that could expire`])
})

test.each`
  event               | reason
  ${'CAPTURE_FAILED'} | ${/has no capture that could fail/}
  ${'REFUND_FAILED'}  | ${/has no refund that could fail/}
  ${'LIGHTNING'}      | ${/event: must be one of CAPTURE_FAILED, /}
`('$event cannot befall a bare hold', async ({ event, reason }) => {
  const answer = await fire(await merchant.authorise(), event)
  expect(answer.status).toBe(422)
  expect(String(answer.body.faults)).toMatch(reason)
})

test('a holder named "capture failed" has the capture fail a day later', async () => {
  const psp = await merchant.authorise(cardPayment({ holderName: 'capture failed' }))
  await merchant.post(`/payments/${psp}/captures`, eur(5000))
  await seen('CAPTURE')
  await merchant.call('POST', '/_sim/clock', { advance: 'PT23H' })
  expect(codes()).not.toContain('CAPTURE_FAILED')
  await merchant.call('POST', '/_sim/clock', { advance: 'PT2H' })
  await seen('CAPTURE_FAILED')
  expect(await truthOf(psp)).toMatchObject({ captured: 0 })
})

test('holds run out after 28 days', async () => {
  const psp = await merchant.authorise()
  await merchant.call('POST', '/_sim/clock', { advance: 'P27D' })
  expect(await truthOf(psp)).toMatchObject({ state: 'authorised' })
  await merchant.call('POST', '/_sim/clock', { advance: 'P1D' })
  await seen('EXPIRE')
  expect(await truthOf(psp)).toMatchObject({ state: 'expired', released: 5000 })
})

test('totals add up per merchant account and currency', async () => {
  const first = await merchant.authorise()
  await merchant.authorise()
  await merchant.authorise({ amount: { currency: 'SEK', value: 900 } })
  await merchant.post(`/payments/${first}/captures`, eur(3000))
  await seen('CAPTURE')
  await merchant.post(`/payments/${first}/refunds`, eur(500))
  await seen('REFUND')
  const { body } = await merchant.call('GET', '/_sim/payments')
  const merchantAccount = 'WattlineTest'
  expect(body.totals).toEqual([
    {
      merchantAccount,
      currency: 'EUR',
      payments: 2,
      authorised: 10_000,
      held: 5000,
      captured: 3000,
      refunded: 500,
      balance: 2500,
    },
    {
      merchantAccount,
      currency: 'SEK',
      payments: 1,
      authorised: 900,
      held: 900,
      captured: 0,
      refunded: 0,
      balance: 0,
    },
  ])
})

test('a reset forgets everything', async () => {
  const psp = await merchant.authorise()
  await seen('AUTHORISATION')
  expect((await merchant.call('POST', '/_sim/reset')).status).toBe(204)
  expect((await merchant.call('GET', `/_sim/payments/${psp}`)).status).toBe(404)
  expect((await merchant.call('GET', '/_sim/payments')).body).toEqual({ count: 0, totals: [] })
  await merchant.authorise()
  await receiver.until(({ length }) => length === 2)
})

test.each([
  ['/_sim/clock', { advance: '28 days' }, 'advance: must be an ISO 8601 duration'],
  ['/_sim/clock', { speed: 0 }, 'speed: must be a number above 0'],
  ['/_sim/rules', { do: { drop: 1 } }, 'do.drop: not known'],
  ['/_sim/tokens/NONE/next', { outcomes: [1] }, 'NONE is not a stored payment method'],
])('%s refuses %j by name', async (path, body, message) => {
  const answer = await merchant.call('POST', path, body)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(String(answer.body.faults)).toContain(message)
})
