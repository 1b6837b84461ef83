/** Tests the decimals of the currencies Wattline bills in. */

import { exponentOf, isCurrency, minorPerUnit } from './currency.js'

test.each([
  ['EUR', 2, 100n],
  ['JPY', 0, 1n],
  ['KWD', 3, 1000n],
])('%s has %d decimals', (code, exponent, minor) => {
  expect(isCurrency(code)).toBe(true)
  expect(exponentOf(code)).toBe(exponent)
  expect(minorPerUnit(code)).toBe(minor)
})

test.each(['XXX', 'eur', '', 'toString'])('%p is not a currency', code => {
  expect(isCurrency(code)).toBe(false)
  expect(() => exponentOf(code)).toThrow('is not a currency Wattline bills in')
})
