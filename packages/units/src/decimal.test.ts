/** Tests that decimals are exact and that rounding happens where it says, half away from zero. */

import fc from 'fast-check'

import {
  decimal,
  divideHalfUp,
  fromScaled,
  isDecimalText,
  showDecimal,
  showScaled,
  toMoney,
  toScaled,
} from './decimal.js'

test('decimals add without the errors of floats', () => {
  expect(showDecimal(decimal('0.1').plus(decimal('0.2')))).toBe('0.3')
  expect(showDecimal(decimal('100000000000000000').plus(decimal('0.011')))).toBe(
    '100000000000000000.011',
  )
})

test('a float is refused: it has lost the truth already', () => {
  expect(() => decimal(0.1 as unknown as string)).toThrow()
})

test.each([
  ['12.5', true],
  ['-0.25', true],
  ['0', true],
  ['1e5', false],
  ['+1', false],
  [' 1', false],
  ['1.', false],
  ['.5', false],
  ['', false],
])('%p is plain decimal text: %p', (text, isPlain) => {
  expect(isDecimalText(text)).toBe(isPlain)
})

test.each([
  ['2.345', 'EUR', 235n],
  ['2.3449', 'EUR', 234n],
  ['-2.345', 'EUR', -235n],
  ['0.5', 'JPY', 1n],
  ['1.0005', 'KWD', 1001n],
])('%s %s becomes %p minor units', (amount, currency, minor) => {
  expect(toMoney(decimal(amount), currency)).toEqual({ minor, currency })
})

test.each([
  [5n, 2n, 3n],
  [-5n, 2n, -3n],
  [4n, 3n, 1n],
  [-4n, 3n, -1n],
  [0n, 7n, 0n],
])('%p / %p is %p, half away from zero', (numerator, denominator, quotient) => {
  expect(divideHalfUp(numerator, denominator)).toBe(quotient)
})

test('a decimal goes into whole units and back, or says that it cannot', () => {
  expect(toScaled(decimal('0.25'), 2)).toBe(25n)
  expect(toScaled(decimal('0.255'), 2)).toBeUndefined()
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.nat(8), (scaled, places) => {
      const value = fromScaled(scaled, places)
      expect(toScaled(value, places)).toBe(scaled)
      expect(showScaled(scaled, places)).toBe(showDecimal(value))
    }),
  )
})
