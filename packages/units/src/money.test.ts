/** Tests that money never rounds, never mixes currencies, and that its parts sum to the whole. */

import fc from 'fast-check'

import {
  allocate,
  compare,
  formatAmount,
  isNegative,
  isZero,
  least,
  minus,
  money,
  negate,
  parseAmount,
  plus,
  sum,
  zero,
} from './money.js'

const eur = (minor: bigint) => money(minor, 'EUR')

test('amounts add, subtract, negate and compare', () => {
  expect(plus(eur(150n), eur(50n))).toEqual(eur(200n))
  expect(minus(eur(150n), eur(200n))).toEqual(eur(-50n))
  expect(negate(eur(5n))).toEqual(eur(-5n))
  expect(sum([eur(1n), eur(2n)], 'EUR')).toEqual(eur(3n))
  expect(sum([], 'EUR')).toEqual(zero('EUR'))
  expect(compare(eur(1n), eur(2n))).toBeLessThan(0)
  expect(compare(eur(2n), eur(2n))).toBe(0)
  expect(least(eur(3n), eur(1n), eur(2n))).toEqual(eur(1n))
  expect([isZero(eur(0n)), isNegative(eur(-1n)), isNegative(eur(0n))]).toEqual([true, true, false])
})

test('two currencies never mix', () => {
  expect(() => plus(eur(1n), money(1n, 'USD'))).toThrow('amounts in EUR and USD do not mix')
  expect(() => compare(eur(1n), money(1n, 'USD'))).toThrow('do not mix')
})

test.each([
  [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
  [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
  [5n, [0n, 3n, 7n], [0n, 2n, 3n]],
  [1n, [1n, 1n], [1n, 0n]],
])('%p over %p is %p', (total, weights, parts) => {
  expect(allocate(eur(total), weights).map(part => part.minor)).toEqual(parts)
})

test('parts sum to the whole, and none is a minor unit off its exact share', () => {
  const weight = fc.bigInt(0n, 10n ** 12n)
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 12n), 10n ** 12n),
      fc.array(weight, { minLength: 1 }),
      (total, weights) => {
        const all = weights.reduce((whole, part) => whole + part, 0n)
        fc.pre(all > 0n)
        const parts = allocate(eur(total), weights)
        expect(sum(parts, 'EUR')).toEqual(eur(total))
        for (const [index, part] of parts.entries()) {
          const off = part.minor * all - total * (weights[index] ?? 0n)
          expect(off > -all && off < all).toBe(true)
        }
      },
    ),
  )
})

test('nothing can be split over nothing', () => {
  expect(() => allocate(eur(1n), [0n])).toThrow('at least one weight above zero')
  expect(() => allocate(eur(1n), [2n, -1n])).toThrow('no negative weight')
})

test.each([
  ['EUR', 1234n, '12.34'],
  ['EUR', -5n, '-0.05'],
  ['JPY', 500n, '500'],
  ['KWD', 1n, '0.001'],
])('%s %p reads %s, and back', (currency, minor, text) => {
  expect(formatAmount(money(minor, currency))).toBe(text)
  expect(parseAmount(text, currency)).toEqual(money(minor, currency))
})

test.each(['12.345', '1e3', '', 'twelve', '1,50'])('%p is no amount of EUR', text => {
  expect(parseAmount(text, 'EUR')).toBeUndefined()
})
