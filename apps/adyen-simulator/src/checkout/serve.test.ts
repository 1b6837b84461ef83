/** Provokes each fault of a call, and looks at what really happened behind it. */

import { cardPayment, type Merchant, startMerchant } from '../testing/merchant.js'

let merchant: Merchant

beforeEach(async () => {
  merchant = await startMerchant()
})

afterEach(() => merchant.stop())

const breakNext = (fault: object, match: object = { op: 'payments' }) =>
  merchant.call('POST', '/_sim/rules', { match, do: fault })

const paymentsKept = async () => (await merchant.call('GET', '/_sim/payments')).body.count

test.each`
  dropConnection       | executed
  ${'before'}          | ${0}
  ${'afterProcessing'} | ${1}
`('a connection cut $dropConnection leaves $executed payments', async row => {
  await breakNext({ dropConnection: row.dropConnection })
  const payment = cardPayment()
  await expect(merchant.post('/payments', payment, 'pay-1')).rejects.toThrow()
  expect(await paymentsKept()).toBe(row.executed)
  const retry = await merchant.post('/payments', payment, 'pay-1')
  expect(retry.body.resultCode).toBe('Authorised')
  expect(await paymentsKept()).toBe(1)
})

test.each`
  fault                               | status | transient | errorCode
  ${{ transient: true }}              | ${503} | ${'true'} | ${'703'}
  ${{ transient: true, status: 422 }} | ${422} | ${'true'} | ${'704'}
  ${{ status: 500 }}                  | ${500} | ${null}   | ${'905'}
`('$fault stands in place of processing', async ({ fault, status, transient, errorCode }) => {
  await breakNext(fault)
  const answer = await merchant.post('/payments', cardPayment(), 'pay-1')
  expect(answer).toMatchObject({ status, body: { errorCode } })
  expect(answer.headers.get('transient-error')).toBe(transient)
  expect(await paymentsKept()).toBe(0)
})

async function raw() {
  const response = await fetch(`${merchant.url}/v72/payments`, {
    method: 'POST',
    headers: { 'x-api-key': 'simulated-key' },
    body: JSON.stringify({ merchantAccount: 'WattlineTest', ...cardPayment() }),
  })
  return { status: response.status, text: await response.text() }
}

test('an answer can lose its body, or half of it, after all was done', async () => {
  await breakNext({ emptyBody: true })
  expect(await raw()).toEqual({ status: 200, text: '' })
  await breakNext({ badJson: true })
  const { text } = await raw()
  expect(text).toMatch(/^\{"pspReference"/)
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
  expect(await paymentsKept()).toBe(2)
})

test('a proxy’s page and an answer by drips come as they are', async () => {
  await breakNext({ status: 502, body: '<h1>Bad gateway</h1>' })
  expect(await raw()).toEqual({ status: 502, text: '<h1>Bad gateway</h1>' })
  await breakNext({ slowDripMs: 0 })
  expect(JSON.parse((await raw()).text)).toMatchObject({ resultCode: 'Authorised' })
})

test('a delay holds the call up, and the log tells what was sent', async () => {
  await breakNext({ delayMs: 3_600_000 }, { reference: 'slow' })
  const slow = merchant.post('/payments', { ...cardPayment(), reference: 'slow-1' }, 'pay-1')
  let answered = false
  void slow.then(() => {
    answered = true
  })
  await merchant.authorise()
  expect(answered).toBe(false)
  await merchant.call('POST', '/_sim/clock', { advance: 'PT1H' })
  expect((await slow).status).toBe(200)
  const { body } = await merchant.call('GET', '/_sim/requests')
  expect(body.requests).toMatchObject([
    { op: 'payments', reference: 'slow-1', idempotencyKey: 'pay-1', status: 200 },
    { op: 'payments', status: 200 },
  ])
})
