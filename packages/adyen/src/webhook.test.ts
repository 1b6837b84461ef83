/** Judges webhooks: Adyen's own signatures, forgeries, and whatever else may be posted. */

import { createHmac } from 'node:crypto'

import fc from 'fast-check'

import { fingerprint } from './fingerprint.js'
import { verifyWebhook } from './webhook.js'

const first = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056'
const second = 'DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00'

const payment = {
  pspReference: '7914073381342284',
  merchantAccountCode: 'TestMerchant',
  merchantReference: 'TestPayment-1407325143704',
  amount: { value: 1130, currency: 'EUR' },
  eventCode: 'AUTHORISATION',
  success: 'true',
  eventDate: '2026-11-22T15:04:05+01:00',
  additionalData: { hmacSignature: 'coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=' },
}

const event = {
  pspReference: 'pspReference',
  originalReference: 'originalReference',
  merchantAccountCode: 'merchantAccount',
  merchantReference: 'reference',
  amount: { value: 1000, currency: 'EUR' },
  eventCode: 'EVENT',
  success: 'true',
}

const signed = (item: object, hmacSignature: string) => ({
  ...item,
  additionalData: { hmacSignature },
})

const posted = (...items: unknown[]) => ({
  live: 'false',
  notificationItems: items.map(item => ({ NotificationRequestItem: item })),
})

/** JSON that nests so deep; made as text, as it would come. */
function nested(depth: number): unknown {
  return JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
}

const rules = { hmacKeys: [second, first] }

test.each([
  ['an authorisation', payment],
  ['an event', signed(event, 'ipnxGCaUZ4l8TUW75a71/ghd2Fe5ffvX0pV4TLTntIc=')],
  [
    'a report',
    signed(
      { ...event, eventCode: 'REPORT_AVAILABLE' },
      'ZNBPtI+oDyyRrLyD1XirkKnQgIAlFc07Vj27TeHsDRE=',
    ),
  ],
  [
    'an empty original',
    signed({ ...event, originalReference: '' }, 'Xw3x2gbK3QTzyYmek77wqaLPAOCgWicWKKSSDo07mQk='),
  ],
  [
    'colon and backslash',
    signed(
      { ...event, merchantReference: 'a:b\\c' },
      'vz/90gAqqbcA0DlNjm6gAdxWKi3mbHjZnKcSbOwjXbs=',
    ),
  ],
  [
    'letters beyond ASCII',
    signed(
      { ...event, merchantReference: 'réf–é' },
      'x6dy9c/tNeWj/nJqfHS6Yy2cOVZPyx73gegU/bHtpik=',
    ),
  ],
])('Adyen’s own signature of %s is genuine under either key', (_what, item) => {
  expect(verifyWebhook(posted(item), rules)).toMatchObject([{ verdict: 'genuine', raw: item }])
})

test('a key that was retired makes its signatures forgeries', () => {
  expect(verifyWebhook(posted(payment), { hmacKeys: [second] })).toMatchObject([
    { verdict: 'forged' },
  ])
})

test.each([
  ['pspReference', { pspReference: '7914073381342285' }],
  ['originalReference', { originalReference: 'x' }],
  ['merchantAccountCode', { merchantAccountCode: 'Other' }],
  ['merchantReference', { merchantReference: 'Other' }],
  ['amount', { amount: { value: 1131, currency: 'EUR' } }],
  ['currency', { amount: { value: 1130, currency: 'SEK' } }],
  ['eventCode', { eventCode: 'CAPTURE' }],
  ['success', { success: 'false' }],
])('changing %s breaks the signature', (_field, change) => {
  const [judged] = verifyWebhook(posted({ ...payment, ...change }), rules)
  expect(judged?.verdict).toBe('forged')
})

test.each([
  ['no signature', { ...payment, additionalData: {} }, 'unsigned'],
  ['no additionalData', { ...payment, additionalData: undefined }, 'unsigned'],
  ['an empty signature', signed(payment, ''), 'unsigned'],
  ['a signature that is no base64', signed(payment, '!!!'), 'forged'],
  ['no amount', { ...payment, amount: undefined }, 'forged'],
  ['a reference nobody could store', { ...payment, pspReference: 'x'.repeat(300) }, 'malformed'],
  ['boxes in boxes', { ...payment, additionalData: nested(100_000) }, 'malformed'],
  ['success that is neither', { ...payment, success: 'yes' }, 'malformed'],
  ['no event', { ...payment, eventCode: undefined }, 'malformed'],
  ['nothing', undefined, 'malformed'],
])('%s is judged without spoiling its neighbours', (_what, item, verdict) => {
  const judged = verifyWebhook(posted(payment, item, payment), rules)
  expect(judged.map(each => each.verdict)).toEqual(['genuine', verdict, 'genuine'])
  expect(judged[1]?.fault).toEqual(expect.any(String))
})

test.each([
  ['no amount at all', undefined],
  ['no value', { currency: 'EUR' }],
  ['no currency', { value: 1130 }],
  ['an empty currency', { value: 1130, currency: '' }],
  ['a currency nobody bills in', { value: 1130, currency: 'XBT' }],
  ['half a cent', { value: 0.5, currency: 'EUR' }],
  ['more than a number can hold', { value: 1e21, currency: 'EUR' }],
  ['less than nothing', { value: -1130, currency: 'EUR' }],
])('what Adyen signed is genuine even with %s', (_what, amount) => {
  const item = { ...payment, amount }
  const { value = '', currency = '' } = (amount ?? {}) as { value?: number; currency?: string }
  const text = `${payment.pspReference}::TestMerchant:${payment.merchantReference}:${value}:${currency}:AUTHORISATION:true`
  const mac = createHmac('sha256', Buffer.from(first, 'hex')).update(text).digest('base64')
  expect(verifyWebhook(posted(signed(item, mac)), rules)).toMatchObject([{ verdict: 'genuine' }])
})

test('what was signed for another account or environment is foreign', () => {
  const judge = (more: object) => verifyWebhook(posted(payment), { ...rules, ...more })
  expect(judge({ merchantAccounts: ['TestMerchant'], live: false })[0]?.verdict).toBe('genuine')
  expect(judge({ merchantAccounts: ['Other'] })).toMatchObject([
    { verdict: 'foreign', fault: 'merchant account TestMerchant is not ours' },
  ])
  expect(judge({ live: true })).toMatchObject([
    { verdict: 'foreign', fault: 'it comes from the test environment' },
  ])
})

test('a key that is not hexadecimal fits nothing, not even what an empty key signs', () => {
  const text =
    '7914073381342284::TestMerchant:TestPayment-1407325143704:1130:EUR:AUTHORISATION:true'
  // A careless decoding takes such a key for an empty one.
  const underNoKey = createHmac('sha256', '').update(text).digest('base64')
  const empty = signed(payment, underNoKey)
  const judged = verifyWebhook(posted(empty), { hmacKeys: ['not hexadecimal', ''] })
  expect(judged[0]?.verdict).toBe('forged')
})

test('no body whatever makes it throw, and none is genuine', () => {
  const items = fc.array(fc.anything())
  const bodies = fc.oneof(
    fc.anything(),
    fc.record({ live: fc.constantFrom('true', 'false'), notificationItems: items }),
    items.map(each => posted(...each)),
    fc.object({ key: fc.constantFrom(...Object.keys(payment)) }).map(item => posted(item)),
  )
  fc.assert(
    fc.property(bodies, body => {
      for (const judged of verifyWebhook(body, rules)) expect(judged.verdict).not.toBe('genuine')
    }),
  )
})

test('a fingerprint names the content, not its order nor its signature', () => {
  const { amount, ...rest } = payment
  const reordered = { amount: { currency: 'EUR', value: 1130 }, ...rest }
  expect(fingerprint(reordered)).toBe(fingerprint(payment))
  expect(fingerprint(signed(payment, 'other'))).toBe(fingerprint(payment))
  expect(fingerprint(payment)).toMatch(/^[0-9a-f]{64}$/)
})

test.each([
  ['eventDate', { eventDate: '2026-11-22T15:04:06+01:00' }],
  ['reason', { reason: 'Transaction Recaptured' }],
  ['additionalData', { additionalData: { 'modification.action': 'refund' } }],
  ['amount', { amount: { value: 1131, currency: 'EUR' } }],
])('another %s is another fact', (_field, change) => {
  expect(fingerprint({ ...payment, ...change })).not.toBe(fingerprint(payment))
})
