/** How much is reserved. */

import { holdFor } from './hold.js'

test.each<[string, bigint | null, string, bigint]>([
  ['nothing expected', 0n, 'EUR', 1000n],
  ['a little', 250n, 'EUR', 1000n],
  ['a fifth more, in whole units', 2001n, 'EUR', 2500n],
  ['exactly whole', 2500n, 'EUR', 3000n],
  ['no expectation', null, 'EUR', 3000n],
  ['a currency without decimals', 2001n, 'JPY', 2402n],
])('%s', (_title, expected, currency, hold) => {
  expect(holdFor(expected, currency)).toBe(hold)
})

test.each<[string, bigint | null, bigint | null, bigint | null, bigint]>([
  ['the operator’s least replaces ours', 250n, 500n, null, 500n],
  ['the operator’s least, when more than the expectation', 2001n, 5000n, null, 5000n],
  ['the expectation, when more than the operator’s least', 2001n, 500n, null, 2500n],
  ['a cap bounds the expectation', 2001n, null, 2200n, 2200n],
  ['a cap bounds the least', 0n, 5000n, 700n, 700n],
  ['a cap bounds the guess', null, null, 1500n, 1500n],
])('with terms: %s', (_title, expected, leastHoldMinor, capMinor, hold) => {
  expect(holdFor(expected, 'EUR', { leastHoldMinor, capMinor })).toBe(hold)
})
