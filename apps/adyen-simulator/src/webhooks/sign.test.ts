/** Proves the signatures against vectors made by Adyen's own libraries. */

import { signItem } from './sign.js'

const first = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056'
const second = 'DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00'

const payment = {
  pspReference: '7914073381342284',
  merchantAccountCode: 'TestMerchant',
  merchantReference: 'TestPayment-1407325143704',
  amount: { value: 1130, currency: 'EUR' },
  eventCode: 'AUTHORISATION',
  success: 'true',
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

const { originalReference: _, ...eventOfPayment } = event

test.each([
  ['an authorisation', first, payment, 'coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0='],
  ['an event', second, event, 'ipnxGCaUZ4l8TUW75a71/ghd2Fe5ffvX0pV4TLTntIc='],
  [
    'a report',
    second,
    { ...event, eventCode: 'REPORT_AVAILABLE' },
    'ZNBPtI+oDyyRrLyD1XirkKnQgIAlFc07Vj27TeHsDRE=',
  ],
  ['no original', second, eventOfPayment, 'Xw3x2gbK3QTzyYmek77wqaLPAOCgWicWKKSSDo07mQk='],
  [
    'colon and backslash, unescaped',
    second,
    { ...event, merchantReference: 'a:b\\c' },
    'vz/90gAqqbcA0DlNjm6gAdxWKi3mbHjZnKcSbOwjXbs=',
  ],
  [
    'letters beyond ASCII',
    second,
    { ...event, merchantReference: 'réf–é' },
    'x6dy9c/tNeWj/nJqfHS6Yy2cOVZPyx73gegU/bHtpik=',
  ],
])('%s is signed as Adyen signs it', (_name, key, item, signature) => {
  expect(signItem(item, key)).toBe(signature)
  expect(signItem(item, key.toLowerCase())).toBe(signature)
})
