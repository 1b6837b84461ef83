/** Tells which words ask for which outcome. */

import { readFate } from './means.js'

test.each`
  text                         | result          | code  | raw             | armed
  ${'12'}                      | ${'Refused'}    | ${12} | ${undefined}    | ${undefined}
  ${'NOT_ENOUGH_BALANCE'}      | ${'Refused'}    | ${12} | ${undefined}    | ${undefined}
  ${'not_enough_balance'}      | ${'Refused'}    | ${12} | ${undefined}    | ${undefined}
  ${'DECLINED : 06 : ERROR'}   | ${'Refused'}    | ${2}  | ${'06 : ERROR'} | ${undefined}
  ${'ERROR'}                   | ${'Error'}      | ${4}  | ${undefined}    | ${undefined}
  ${'PENDING'}                 | ${'Received'}   | ${13} | ${undefined}    | ${undefined}
  ${'FRAUD_CANCELLED'}         | ${'Cancelled'}  | ${22} | ${undefined}    | ${undefined}
  ${'AUTHENTICATION_REQUIRED'} | ${'Refused'}    | ${38} | ${undefined}    | ${undefined}
  ${'ERPS_BLOCK'}              | ${'Refused'}    | ${46} | ${undefined}    | ${undefined}
  ${'Capture Failed'}          | ${'Authorised'} | ${1}  | ${undefined}    | ${'CAPTURE_FAILED'}
  ${'refund failed'}           | ${'Authorised'} | ${1}  | ${undefined}    | ${'REFUND_FAILED'}
`('"$text" asks for $result/$code', ({ text, result, code, raw, armed }) => {
  const fate = readFate(text)
  expect(fate?.outcome).toMatchObject({ resultCode: result, code })
  expect(fate?.rawReason).toBe(raw)
  expect(fate?.armed).toBe(armed)
})

test.each(['', 'J. Smith', '47', '-1'])('"%s" is a name like any other', text => {
  expect(readFate(text)).toBeUndefined()
})
