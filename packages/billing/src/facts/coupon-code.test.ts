/** Tests what may be a coupon's code, and that it is kept in one spelling. */

import { couponCodeFrom, readCouponCode } from './coupon-code.js'

test.each([
  [' friday-10 ', 'FRIDAY-10'],
  ['7', '7'],
  ['-X', undefined],
  ['A B', undefined],
  ['X'.repeat(41), undefined],
])('%j is kept as %j', (text, code) => {
  expect(couponCodeFrom(text)).toBe(code)
})

test('none is none, and what cannot be one is refused', () => {
  expect([readCouponCode(null), readCouponCode(undefined), readCouponCode('  ')]).toEqual([
    null,
    null,
    null,
  ])
  expect(readCouponCode('x1')).toBe('X1')
  expect(() => readCouponCode('é')).toThrow('not valid')
})
