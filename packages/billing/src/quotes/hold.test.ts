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
