/** Writes payment requests and reads the answers, case by case. */

import type { AuthoriseRequest } from '@wattline/billing'

import { readPaymentAnswer, writePayment } from './authorise.js'

const asked = { minor: 5000n, currency: 'EUR' }

const request: AuthoriseRequest = {
  idempotencyKey: 'key-1',
  merchantAccount: 'Wattline',
  reference: 'hold-1',
  amount: asked,
  type: 'pre',
  returnUrl: 'https://operator.example/return',
  means: {
    kind: 'stored',
    storedPaymentMethodId: 'TOKEN',
    shopperReference: 'driver-1',
    driverPresent: true,
  },
}

test.each`
  type       | authorisationType | partial
  ${'pre'}   | ${'PreAuth'}      | ${'true'}
  ${'final'} | ${'FinalAuth'}    | ${undefined}
`('a $type authorisation is captured by hand', ({ type, authorisationType, partial }) => {
  const { additionalData } = writePayment({ ...request, type })
  expect(additionalData).toMatchObject({ authorisationType, manualCapture: 'true' })
  expect(additionalData?.allowPartialAuth).toBe(partial)
})

test.each`
  driverPresent | model
  ${true}       | ${'CardOnFile'}
  ${false}      | ${'UnscheduledCardOnFile'}
`('a stored card says whether the driver is there: $driverPresent', ({ driverPresent, model }) => {
  const means = { ...request.means, driverPresent } as AuthoriseRequest['means']
  expect(writePayment({ ...request, means })).toMatchObject({
    paymentMethod: { type: 'scheme', storedPaymentMethodId: 'TOKEN' },
    shopperReference: 'driver-1',
    shopperInteraction: 'ContAuth',
    recurringProcessingModel: model,
  })
})

test('an encrypted card is stored only where that was asked for', () => {
  const means = {
    kind: 'encrypted-card',
    encryptedCardNumber: 'a',
    encryptedExpiryMonth: 'b',
    encryptedExpiryYear: 'c',
    encryptedSecurityCode: 'd',
    shopperReference: 'driver-1',
  } as const
  const stored = writePayment({ ...request, means: { ...means, store: true } })
  expect(stored).toMatchObject({
    shopperInteraction: 'Ecommerce',
    storePaymentMethod: true,
    recurringProcessingModel: 'UnscheduledCardOnFile',
  })
  const once = writePayment({ ...request, means: { ...means, store: false } })
  expect(once).not.toHaveProperty('storePaymentMethod')
  expect(once).not.toHaveProperty('recurringProcessingModel')
})

const psp = { pspReference: 'PSP' }
const part = { authorisedAmountValue: '2500', authorisedAmountCurrency: 'EUR' }
const eur = (minor: bigint) => ({ minor, currency: 'EUR' })

test.each([
  [
    'Authorised',
    { ...psp, amount: { value: 5000, currency: 'EUR' } },
    { kind: 'authorised', amount: eur(5000n) },
  ],
  ['Authorised', psp, { kind: 'authorised', amount: asked }],
  ['Authorised', { ...psp, additionalData: part }, { kind: 'authorised', amount: eur(2500n) }],
  ['PartiallyAuthorised', { ...psp, additionalData: part }, { amount: eur(2500n) }],
  ['PartiallyAuthorised', psp, { kind: 'waiting', ...psp }],
  ['Authorised', { ...psp, amount: { value: 5000, currency: 'XXX' } }, { kind: 'waiting' }],
  [
    'Authorised',
    { ...psp, additionalData: { ...part, authorisedAmountValue: '' } },
    { kind: 'waiting', ...psp },
  ],
  ['Authorised', {}, { kind: 'unknown' }],
  ['Received', psp, { kind: 'waiting', ...psp }],
  ['Pending', psp, { kind: 'waiting', ...psp }],
  [
    'Refused',
    { ...psp, refusalReasonCode: '2', refusalReason: 'Refused' },
    { kind: 'refused', code: 'Refused/2', reason: 'Refused', ...psp },
  ],
  ['Cancelled', { refusalReasonCode: '22' }, { kind: 'refused', code: 'Cancelled/22' }],
  ['Error', { refusalReasonCode: '4' }, { kind: 'refused', code: 'Error/4' }],
  ['ChallengeShopper', {}, { kind: 'refused', code: 'ChallengeShopper/38' }],
  ['RedirectShopper', psp, { kind: 'refused', code: 'RedirectShopper/38' }],
  ['SomethingNew', psp, { kind: 'unknown' }],
  [undefined, {}, { kind: 'unknown' }],
])('resultCode %s with %j', (resultCode, more, expected) => {
  const answer = { ...(resultCode ? { resultCode } : {}), ...more }
  expect(readPaymentAnswer(answer, asked)).toMatchObject(expected)
})

test('a stored card and its brand are told', () => {
  const answer = {
    ...psp,
    resultCode: 'Authorised',
    paymentMethod: { brand: 'visa', type: 'scheme' },
    additionalData: { 'tokenization.storedPaymentMethodId': 'TOKEN' },
  }
  expect(readPaymentAnswer(answer, asked)).toMatchObject({
    storedPaymentMethodId: 'TOKEN',
    paymentMethod: 'visa',
  })
})
