/** Pays at a running simulator: outcomes, stored cards, and requests that are no payments. */

import { cardPayment, type Merchant, startMerchant, testCard } from '../testing/merchant.js'

let merchant: Merchant

beforeAll(async () => {
  merchant = await startMerchant()
})

afterAll(() => merchant.stop())

test('a pre-authorisation holds the amount and carries the blob for adjusting it', async () => {
  const payment = cardPayment()
  const { status, body } = await merchant.post('/payments', payment)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    resultCode: 'Authorised',
    pspReference: expect.stringMatching(/^[0-9A-Z]{16}$/),
    merchantReference: payment.reference,
    amount: payment.amount,
    paymentMethod: { brand: 'visa', type: 'scheme' },
    additionalData: { cardSummary: '1111', adjustAuthorisationData: expect.any(String) },
  })
  const { body: truth } = await merchant.call('GET', `/_sim/payments/${body.pspReference}`)
  expect(truth.payment).toMatchObject({ state: 'authorised', authorised: 5000, captured: 0 })
})

test.each(['/v72', '/checkout/v72', '/v71', '/checkout/v71'])('%s is spoken', async version => {
  const body = { merchantAccount: 'WattlineTest', ...cardPayment() }
  const answer = await merchant.call('POST', `${version}/payments`, body)
  expect(answer.body).toMatchObject({ resultCode: 'Authorised' })
})

test.each`
  holderName              | resultCode     | code    | reason
  ${'NOT_ENOUGH_BALANCE'} | ${'Refused'}   | ${'12'} | ${'Not enough balance'}
  ${'ERROR'}              | ${'Error'}     | ${'4'}  | ${'Acquirer Error'}
  ${'FRAUD_CANCELLED'}    | ${'Cancelled'} | ${'22'} | ${'FRAUD-CANCELLED'}
`('the holder $holderName is answered with $resultCode', async row => {
  const { body, status } = await merchant.post('/payments', cardPayment(row))
  expect(status).toBe(200)
  expect(body).toMatchObject({
    resultCode: row.resultCode,
    refusalReasonCode: row.code,
    refusalReason: row.reason,
  })
})

test('the outcome can also be asked for in additionalData', async () => {
  const additionalData = { RequestedTestAcquirerResponseCode: '38' }
  const { body } = await merchant.post('/payments', { ...cardPayment(), additionalData })
  expect(body).toMatchObject({ resultCode: 'Refused', refusalReason: 'Authentication required' })
})

test('a wrong security code spoils the outcome that was asked for', async () => {
  const encryptedSecurityCode = 'test_111'
  const alone = await merchant.post('/payments', cardPayment({ encryptedSecurityCode }))
  expect(alone.body).toMatchObject({ refusalReasonCode: '24' })
  const named = cardPayment({ encryptedSecurityCode, holderName: 'NOT_ENOUGH_BALANCE' })
  expect((await merchant.post('/payments', named)).body).toMatchObject({ refusalReasonCode: '2' })
})

test('a partial approval holds less, where the request allows it', async () => {
  const payment = cardPayment({ holderName: 'PARTIALLY_APPROVED' })
  const whole = await merchant.post('/payments', payment)
  expect(whole.body).toMatchObject({ resultCode: 'Authorised' })
  const additionalData = { ...payment.additionalData, allowPartialAuth: 'true' }
  const part = await merchant.post('/payments', { ...payment, additionalData })
  expect(part.body).toMatchObject({
    resultCode: 'PartiallyAuthorised',
    additionalData: { authorisedAmountValue: '2500', authorisedAmountCurrency: 'EUR' },
  })
})

test('a stored card is paid with by its shopper alone, with outcomes queued for it', async () => {
  const shopper = { shopperReference: 'driver-1', storePaymentMethod: true }
  const { body } = await merchant.post('/payments', { ...cardPayment(), ...shopper })
  const data = body.additionalData as Record<string, string>
  const storedPaymentMethodId = data['tokenization.storedPaymentMethodId'] ?? ''
  expect(data['tokenization.store.operationType']).toBe('created')

  const again = await merchant.post('/payments', { ...cardPayment(), ...shopper })
  expect(again.body.additionalData).toMatchObject({
    'tokenization.store.operationType': 'alreadyExisting',
    'tokenization.storedPaymentMethodId': storedPaymentMethodId,
  })

  const paymentMethod = { type: 'scheme', storedPaymentMethodId }
  const use = (shopperReference: string) =>
    merchant.post('/payments', { ...cardPayment(), paymentMethod, shopperReference })
  expect((await use('driver-2')).body).toMatchObject({ status: 422, errorCode: '800' })

  await merchant.call('POST', `/_sim/tokens/${storedPaymentMethodId}/next`, { outcomes: [12] })
  expect((await use('driver-1')).body).toMatchObject({ refusalReasonCode: '12' })
  expect((await use('driver-1')).body).toMatchObject({ resultCode: 'Authorised' })

  const owner = 'merchantAccount=WattlineTest&shopperReference=driver-1'
  const list = await merchant.call('GET', `/v72/storedPaymentMethods?${owner}`)
  expect(list.body.storedPaymentMethods).toMatchObject([
    { id: storedPaymentMethodId, lastFour: '1111', expiryYear: '30', brand: 'visa' },
  ])
  const path = `/v72/storedPaymentMethods/${storedPaymentMethodId}?${owner}`
  expect((await merchant.call('DELETE', path)).status).toBe(204)
  expect((await use('driver-1')).body).toMatchObject({ errorCode: '800' })
})

const tooMuchMetadata = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`k${at}`, 'v']))

test.each([
  ['no reference', { reference: undefined }, 422, '130'],
  ['a long reference', { reference: 'r'.repeat(81) }, 422, '130'],
  ['no return address', { returnUrl: undefined }, 422, '14_030'],
  ['a negative amount', { amount: { currency: 'EUR', value: -1 } }, 422, '137'],
  ['half a cent', { amount: { currency: 'EUR', value: 0.5 } }, 422, '137'],
  ['an amount as text', { amount: { currency: 'EUR', value: '5000' } }, 422, '137'],
  ['no such currency', { amount: { currency: 'euro', value: 1 } }, 422, '138'],
  ['a foreign account', { merchantAccount: 'Other' }, 403, '901'],
  ['too much metadata', { metadata: tooMuchMetadata }, 422, '177'],
  [
    'a wrong card number',
    { paymentMethod: { ...testCard, encryptedCardNumber: 'test_4111111111111112' } },
    422,
    '101',
  ],
  [
    'a real ciphertext',
    { paymentMethod: { ...testCard, encryptedCardNumber: 'adyenjs_0_1_18$abc' } },
    422,
    '174',
  ],
  [
    'a raw card number',
    { paymentMethod: { type: 'scheme', number: '4111111111111111' } },
    403,
    '010',
  ],
])('%s is refused (%j) with %i/%s', async (_what, change, status, errorCode) => {
  const answer = await merchant.post('/payments', { ...cardPayment(), ...change })
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject({ status, errorCode })
})

test.each([
  ['4111111111111111', 'visa'],
  ['5555555555554444', 'mc'],
  ['5555444433331111', 'mc'],
  ['370000000000002', 'amex'],
  ['4917610000000000', 'visa'],
])('the test card %s is a %s', async (number, brand) => {
  const encryptedSecurityCode = brand === 'amex' ? 'test_7373' : 'test_737'
  const card = { encryptedCardNumber: `test_${number}`, encryptedSecurityCode }
  const { body } = await merchant.post('/payments', cardPayment(card))
  expect(body).toMatchObject({ resultCode: 'Authorised', paymentMethod: { brand } })
})

test('an account that captures by itself does so unless manual capture is asked for', async () => {
  const shop = await startMerchant({ autoCapture: true })
  const byHand = await shop.authorise()
  const byItself = await shop.authorise({ additionalData: {} })
  const captured = async (psp: string) =>
    (await shop.call('GET', `/_sim/payments/${psp}`)).body.payment
  expect(await captured(byHand)).toMatchObject({ captured: 0 })
  expect(await captured(byItself)).toMatchObject({ captured: 5000 })
  await shop.stop()
})

test('a wrong key, broken JSON and an unknown path each have their answer', async () => {
  const payments = `${merchant.url}/v72/payments`
  const keyless = await fetch(payments, { method: 'POST', body: '{}' })
  expect([keyless.status, await keyless.json()]).toMatchObject([401, { errorCode: '000' }])
  const headers = { 'x-api-key': 'simulated-key', 'content-type': 'application/json' }
  const broken = await fetch(payments, { method: 'POST', headers, body: '{"amount":' })
  expect([broken.status, await broken.json()]).toMatchObject([400, { errorCode: '702' }])
  const unknown = await merchant.post('/sessions', {})
  expect(unknown.status).toBe(404)
  expect(unknown.body.message).toBe('POST /v72/sessions is not simulated')
})
