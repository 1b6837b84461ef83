/** Tells which fact each event code stands for. */

import { readEvent } from './event.js'

const item = {
  eventCode: 'CAPTURE',
  success: true,
  pspReference: 'MODIFICATION',
  originalReference: 'PAYMENT',
  merchantAccountCode: 'Wattline',
  merchantReference: 'capture-1',
  amount: { value: 1234, currency: 'EUR' },
  reason: '',
  eventDate: '2026-11-22T15:04:05+01:00',
  additionalData: {},
  live: false,
}

test.each`
  eventCode                   | success  | action       | kind
  ${'AUTHORISATION'}          | ${true}  | ${undefined} | ${'authorised'}
  ${'AUTHORISATION'}          | ${false} | ${undefined} | ${'authorisation-refused'}
  ${'CAPTURE'}                | ${true}  | ${undefined} | ${'captured'}
  ${'CAPTURE'}                | ${false} | ${undefined} | ${'capture-refused'}
  ${'CAPTURE_FAILED'}         | ${true}  | ${undefined} | ${'capture-failed'}
  ${'CAPTURE_FAILED'}         | ${false} | ${undefined} | ${'other'}
  ${'CANCELLATION'}           | ${true}  | ${undefined} | ${'cancelled'}
  ${'CANCELLATION'}           | ${false} | ${undefined} | ${'cancel-refused'}
  ${'TECHNICAL_CANCEL'}       | ${true}  | ${undefined} | ${'cancelled'}
  ${'TECHNICAL_CANCEL'}       | ${false} | ${undefined} | ${'cancel-refused'}
  ${'CANCEL_OR_REFUND'}       | ${true}  | ${'cancel'}  | ${'cancelled'}
  ${'CANCEL_OR_REFUND'}       | ${false} | ${'cancel'}  | ${'cancel-refused'}
  ${'CANCEL_OR_REFUND'}       | ${true}  | ${'refund'}  | ${'refunded'}
  ${'CANCEL_OR_REFUND'}       | ${false} | ${'refund'}  | ${'refund-refused'}
  ${'CANCEL_OR_REFUND'}       | ${true}  | ${undefined} | ${'other'}
  ${'EXPIRE'}                 | ${true}  | ${undefined} | ${'authorisation-expired'}
  ${'REFUND'}                 | ${true}  | ${undefined} | ${'refunded'}
  ${'REFUND'}                 | ${false} | ${undefined} | ${'refund-refused'}
  ${'REFUND_FAILED'}          | ${true}  | ${undefined} | ${'refund-failed'}
  ${'REFUNDED_REVERSED'}      | ${true}  | ${undefined} | ${'refund-reversed'}
  ${'CHARGEBACK'}             | ${true}  | ${undefined} | ${'other'}
  ${'PREARBITRATION_OPEN'}    | ${true}  | ${undefined} | ${'other'}
  ${'SOMETHING_OF_NEXT_YEAR'} | ${true}  | ${undefined} | ${'other'}
`('$eventCode $success $action is $kind', ({ eventCode, success, action, kind }) => {
  const additionalData: Record<string, string> = action ? { 'modification.action': action } : {}
  expect(readEvent({ ...item, eventCode, success, additionalData })).toMatchObject({
    kind,
    eventCode,
  })
})

test('an event carries our words for everything in the item', () => {
  expect(readEvent(item)).toEqual({
    kind: 'captured',
    eventCode: 'CAPTURE',
    pspReference: 'MODIFICATION',
    originalReference: 'PAYMENT',
    merchantReference: 'capture-1',
    merchantAccount: 'Wattline',
    amount: { minor: 1234n, currency: 'EUR' },
    reason: '',
    occurredAt: '2026-11-22T15:04:05+01:00',
    live: false,
  })
})

test('an event about the payment itself has no original', () => {
  expect(readEvent({ ...item, originalReference: '' })).not.toHaveProperty('originalReference')
})

test('amounts are read by Adyen’s exponents', () => {
  const { amount } = readEvent({ ...item, amount: { value: 50_000, currency: 'ISK' } })
  expect(amount).toEqual({ minor: 500n, currency: 'ISK' })
})

test.each([
  [{ currency: 'EUR' }, 'its amount is incomplete'],
  [{ value: 100, currency: '' }, ' is not a currency we bill in'],
  [{ value: 100, currency: 'XBT' }, 'XBT is not a currency we bill in'],
  [{ value: 0.5, currency: 'EUR' }, '0.5 is not a whole number of minor units'],
  [{ value: 1e21, currency: 'EUR' }, '1e+21 is not a whole number of minor units'],
])('an amount of %p is no amount of ours, and the event says why', (amount, fault) => {
  expect(readEvent({ ...item, amount })).toMatchObject({
    kind: 'captured',
    amount: { minor: 0n, currency: amount.currency },
    fault,
  })
})
