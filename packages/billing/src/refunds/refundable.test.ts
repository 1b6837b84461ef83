/** How much can still be given back, of the money and of the invoice. */

import { refundableMinor, restMinor } from './refundable.js'

test.each`
  captured | refunded | refunding | gross    | credited | ofMoney  | rest
  ${0n}    | ${0n}    | ${0n}     | ${1190n} | ${0n}    | ${0n}    | ${0n}
  ${1190n} | ${0n}    | ${0n}     | ${1190n} | ${0n}    | ${1190n} | ${1190n}
  ${1190n} | ${400n}  | ${0n}     | ${1190n} | ${400n}  | ${790n}  | ${790n}
  ${1190n} | ${0n}    | ${400n}   | ${1190n} | ${400n}  | ${790n}  | ${790n}
  ${1190n} | ${400n}  | ${790n}   | ${1190n} | ${1190n} | ${0n}    | ${0n}
  ${1190n} | ${0n}    | ${0n}     | ${1190n} | ${400n}  | ${1190n} | ${790n}
  ${3000n} | ${0n}    | ${3000n}  | ${3570n} | ${3000n} | ${0n}    | ${0n}
  ${1190n} | ${500n}  | ${0n}     | ${1190n} | ${0n}    | ${690n}  | ${690n}
  ${2000n} | ${0n}    | ${0n}     | ${1190n} | ${0n}    | ${2000n} | ${1190n}
`('of $captured captured, $refunded and $refunding going back: $rest of $gross', row => {
  const payment = {
    capturedMinor: row.captured,
    refundedMinor: row.refunded,
    refundingMinor: row.refunding,
  }
  const invoice = { grossMinor: row.gross, creditedMinor: row.credited }
  expect(refundableMinor(payment)).toBe(row.ofMoney)
  expect(restMinor(payment, invoice)).toBe(row.rest)
})
