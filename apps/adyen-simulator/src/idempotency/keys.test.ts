/** Sends the same key again: at once, later, with another body, and after a week. */

import { cardPayment, type Merchant, startMerchant } from '../testing/merchant.js'

let merchant: Merchant

beforeEach(async () => {
  merchant = await startMerchant()
})

afterEach(() => merchant.stop())

const captures = async (psp: string) => {
  const { body } = await merchant.call('GET', `/_sim/payments/${psp}`)
  return body.modifications as readonly { pspReference: string }[]
}

const whole = { amount: { currency: 'EUR', value: 5000 } }

test('the same key gets the same answer, and one capture', async () => {
  const path = `/payments/${await merchant.authorise()}/captures`
  const first = await merchant.post(path, whole, 'capture-1')
  const second = await merchant.post(path, whole, 'capture-1')
  expect(second).toMatchObject({ status: 201, body: first.body })
  expect(second.headers.get('idempotency-key')).toBe('capture-1')
  expect(await captures(String(first.body.paymentPspReference))).toHaveLength(1)
})

test('without a key every call is a capture of its own', async () => {
  const psp = await merchant.authorise()
  await merchant.post(`/payments/${psp}/captures`, whole)
  await merchant.post(`/payments/${psp}/captures`, whole)
  expect(await captures(psp)).toHaveLength(2)
})

test('of many at once with one key, one is executed and the others are in progress', async () => {
  await merchant.call('POST', '/_sim/rules', {
    match: { op: 'captures' },
    do: { webhook: { beforeResponse: true, delayMs: 30 } },
    times: 0,
  })
  const psp = await merchant.authorise()
  const ask = () => merchant.post(`/payments/${psp}/captures`, whole, 'capture-1')
  const answers = await Promise.all(Array.from({ length: 20 }, ask))
  const taken = answers.filter(each => each.status === 201)
  const inProgress = answers.filter(each => each.status === 422)
  expect(new Set(taken.map(each => each.body.pspReference)).size).toBe(1)
  expect(taken.length + inProgress.length).toBe(20)
  for (const { body, headers } of inProgress) {
    expect(body).toMatchObject({ errorCode: '704' })
    expect(headers.get('transient-error')).toBe('true')
  }
  expect(await captures(psp)).toHaveLength(1)
  // In progress is not remembered: the same key now gets the first answer.
  expect((await ask()).body).toEqual(taken[0]?.body)
})

test('a refusal is remembered, also for another body, which is counted', async () => {
  const payment = cardPayment()
  const bad = { ...payment, returnUrl: undefined }
  expect((await merchant.post('/payments', bad, 'pay-1')).body.errorCode).toBe('14_030')
  expect((await merchant.post('/payments', payment, 'pay-1')).body.errorCode).toBe('14_030')
  const { body } = await merchant.call('GET', '/_sim/requests')
  expect(body).toMatchObject({ total: 2, keysReusedWithOtherBody: 1 })
})

test.each`
  code                         | stored   | status | transient
  ${'NO_CONNECTION_AVAILABLE'} | ${false} | ${500} | ${'true'}
  ${'IOEXCEPTION_RECEIVED'}    | ${true}  | ${500} | ${null}
`('$code is stored: $stored', async ({ code, stored, status, transient }) => {
  const payment = cardPayment()
  const additionalData = { RequestedTestErrorResponseCode: code }
  const first = await merchant.post('/payments', { ...payment, additionalData }, 'pay-1')
  expect(first.status).toBe(status)
  expect(first.headers.get('transient-error')).toBe(transient)
  const second = await merchant.post('/payments', payment, 'pay-1')
  expect(second.status).toBe(stored ? 500 : 200)
})

test('a key is forgotten after seven days, and executes again', async () => {
  const path = `/payments/${await merchant.authorise()}/captures`
  const first = await merchant.post(path, whole, 'capture-1')
  await merchant.call('POST', '/_sim/clock', { advance: 'P6DT23H' })
  const sixth = await merchant.post(path, whole, 'capture-1')
  expect(sixth.body.pspReference).toBe(first.body.pspReference)
  await merchant.call('POST', '/_sim/clock', { advance: 'PT2H' })
  const eighth = await merchant.post(path, whole, 'capture-1')
  expect(eighth.body.pspReference).not.toBe(first.body.pspReference)
})

test('a key longer than 64 characters is refused', async () => {
  const { status } = await merchant.post('/payments', cardPayment(), 'k'.repeat(65))
  expect(status).toBe(422)
})
