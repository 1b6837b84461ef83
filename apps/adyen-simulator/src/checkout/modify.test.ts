/**
 * Changes payments at a running simulator: what is taken, what is refused, what comes by
 * webhook.
 */

import { cardPayment, hmacKey, type Merchant, startMerchant } from '../testing/merchant.js'
import { type Receiver, startReceiver } from '../testing/receiver.js'
import { signItem } from '../webhooks/sign.js'

let merchant: Merchant
let receiver: Receiver

beforeAll(async () => {
  receiver = await startReceiver()
  const endpoint = { url: receiver.url, user: 'adyen', password: 'secret', hmacKey }
  merchant = await startMerchant({ webhookEndpoints: [endpoint] })
})

afterAll(async () => {
  await merchant.stop()
  await receiver.stop()
})

const amountOf = (value: number) => ({ amount: { currency: 'EUR', value } })

/** The items about a payment, once there are so many. */
async function itemsOf(psp: string, count: number) {
  const find = () =>
    receiver.received
      .map(({ item }) => item)
      .filter(each => each.pspReference === psp || each.originalReference === psp)
  await receiver.until(() => find().length >= count)
  return find()
}

test('a hold, its capture and its refund are told by signed webhooks', async () => {
  const psp = await merchant.authorise({ reference: 'hold-x', metadata: { session: 's-1' } })
  await itemsOf(psp, 1)
  const capture = await merchant.post(`/payments/${psp}/captures`, {
    ...amountOf(1234),
    reference: 'capture-x',
  })
  expect(capture).toMatchObject({
    status: 201,
    body: { status: 'received', paymentPspReference: psp, reference: 'capture-x' },
  })
  await itemsOf(psp, 2)
  await merchant.post(`/payments/${psp}/refunds`, amountOf(234))
  const items = await itemsOf(psp, 3)

  expect(items).toMatchObject([
    {
      eventCode: 'AUTHORISATION',
      success: 'true',
      pspReference: psp,
      merchantReference: 'hold-x',
      amount: { currency: 'EUR', value: 5000 },
      operations: ['CANCEL', 'CAPTURE', 'REFUND'],
      additionalData: { 'metadata.session': 's-1' },
      reason: expect.stringMatching(/^[0-9A-Z]{6}:1111:03\/2030$/),
    },
    {
      eventCode: 'CAPTURE',
      success: 'true',
      pspReference: capture.body.pspReference,
      originalReference: psp,
      merchantReference: 'capture-x',
      amount: { currency: 'EUR', value: 1234 },
    },
    { eventCode: 'REFUND', success: 'true', merchantReference: 'hold-x' },
  ])
  expect(items[0]).not.toHaveProperty('originalReference')
  for (const item of items) expect(item.additionalData.hmacSignature).toBe(signItem(item, hmacKey))
  expect(receiver.received[0]?.headers.authorization).toBe(`Basic ${btoa('adyen:secret')}`)
  expect(receiver.received[0]?.body).toMatchObject({ live: 'false' })
})

test.each([
  ['a second capture', 'captures', 'captures', 'CAPTURE', 'Insufficient balance on payment'],
  ['a capture after cancel', 'cancels', 'captures', 'CAPTURE', 'Payment was cancelled'],
  ['a cancel after capture', 'captures', 'cancels', 'CANCELLATION', 'Payment was captured'],
  [
    'a refund of a hold',
    'amountUpdates',
    'refunds',
    'REFUND',
    "Transaction hasn't been captured, refund not possible",
  ],
])('%s is taken, and refused by webhook', async (_what, first, second, event, reason) => {
  const psp = await merchant.authorise()
  await itemsOf(psp, 1)
  await merchant.post(`/payments/${psp}/${first}`, amountOf(4000))
  await itemsOf(psp, 2)
  const { status } = await merchant.post(`/payments/${psp}/${second}`, amountOf(100))
  expect(status).toBe(201)
  const items = await itemsOf(psp, 3)
  expect(items[2]).toMatchObject({ eventCode: event, success: 'false', reason })
})

test('a reversal says whether it cancelled or refunded', async () => {
  const held = await merchant.authorise()
  await merchant.post(`/payments/${held}/reversals`, {})
  const taken = await merchant.authorise()
  await merchant.post(`/payments/${taken}/captures`, amountOf(5000))
  await itemsOf(taken, 2)
  await merchant.post(`/payments/${taken}/reversals`, {})
  const action = (items: readonly { readonly additionalData: object }[]) => items.at(-1)
  expect(action(await itemsOf(held, 2))).toMatchObject({
    eventCode: 'CANCEL_OR_REFUND',
    additionalData: { 'modification.action': 'cancel' },
  })
  expect(action(await itemsOf(taken, 3))).toMatchObject({
    eventCode: 'CANCEL_OR_REFUND',
    amount: { value: 5000 },
    additionalData: { 'modification.action': 'refund' },
  })
})

test('a technical cancel finds the payment by our reference, or fails by webhook', async () => {
  const payment = cardPayment()
  const psp = await merchant.authorise(payment)
  const known = await merchant.post('/cancels', { paymentReference: payment.reference })
  expect(known.body).toMatchObject({ status: 'received', paymentReference: payment.reference })
  expect((await itemsOf(psp, 2)).at(-1)).toMatchObject({
    eventCode: 'TECHNICAL_CANCEL',
    success: 'true',
  })
  const unknown = await merchant.post('/cancels', { paymentReference: 'nobody-knows' })
  expect(unknown.status).toBe(201)
  const [item] = await itemsOf(String(unknown.body.pspReference), 1)
  expect(item).toMatchObject({ eventCode: 'TECHNICAL_CANCEL', success: 'false' })
})

test('a hold is adjusted by webhook, or at once with the newest blob', async () => {
  const { body } = await merchant.post('/payments', cardPayment())
  const psp = String(body.pspReference)
  const { adjustAuthorisationData: blob } = body.additionalData as Record<string, string>
  const update = (value: number, extra: object = {}) =>
    merchant.post(`/payments/${psp}/amountUpdates`, { ...amountOf(value), ...extra })
  expect((await update(6000)).body).toMatchObject({ status: 'received' })
  expect((await itemsOf(psp, 2)).at(-1)).toMatchObject({
    eventCode: 'AUTHORISATION_ADJUSTMENT',
    amount: { value: 6000 },
  })
  const sync = await update(7000, { adjustAuthorisationData: blob })
  expect(sync.body.status).toBe('authorised')
  expect(sync.body.adjustAuthorisationData).not.toBe(blob)
  expect((await update(8000, { adjustAuthorisationData: blob })).body.status).toBe('refused')
  const { body: truth } = await merchant.call('GET', `/_sim/payments/${psp}`)
  expect(truth.payment).toMatchObject({ authorised: 7000 })
})

test.each([
  ['an unknown payment', '/payments/AAAAAAAAAAAAAAAA/captures', amountOf(1), '167'],
  ['no amount', 'captures', {}, '130'],
  ['an amount of nothing', 'captures', amountOf(0), '137'],
  ['another currency', 'refunds', { amount: { currency: 'SEK', value: 1 } }, '138'],
])('%s on %s is refused at once: %j', async (_what, path, body, errorCode) => {
  const place = path.startsWith('/') ? path : `/payments/${await merchant.authorise()}/${path}`
  const answer = await merchant.post(place, body)
  expect(answer).toMatchObject({ status: 422, body: { errorCode } })
})

test('a payment that was answered with Received is authorised a moment later', async () => {
  const { body } = await merchant.post('/payments', cardPayment({ holderName: 'PENDING' }))
  expect(body.resultCode).toBe('Received')
  const [item] = await itemsOf(String(body.pspReference), 1)
  expect(item).toMatchObject({ eventCode: 'AUTHORISATION', success: 'true' })
})
