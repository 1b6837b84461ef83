/** Holds the fast rounding equal to the exact one. */

import fc from 'fast-check'

import { dimensions } from '../tariff.js'
import { exactAmount, roundToMinor } from './exact-amount.js'
import { minorOf, minorPrice } from './minor-price.js'

const anyDimension = fc.constantFrom(...dimensions)
const anyCurrency = fc.constantFrom('EUR', 'JPY', 'KWD')
// From a price of four decimals to one that fills all eight.
const anyPrice = fc.oneof(
  fc.integer({ min: -9_999, max: 90_000 }).map(price => BigInt(price) * 10_000n),
  fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
)
const anyQuantity = fc.oneof(fc.nat(1_000_000), fc.nat(100_000_000_000))

test('where a line is rounded in numbers, it rounds as the exact amount does', () => {
  let rounded = 0
  fc.assert(
    fc.property(
      fc.record({ dimension: anyDimension, price: anyPrice, currency: anyCurrency }),
      anyQuantity,
      ({ dimension, price, currency }, quantity) => {
        const fast = minorOf(quantity, minorPrice(dimension, price, currency))
        if (fast === undefined) return
        rounded += 1
        expect(fast).toBe(roundToMinor(exactAmount(dimension, quantity, price), currency))
      },
    ),
    { numRuns: 2000 },
  )
  expect(rounded).toBeGreaterThan(500)
})

test('half a cent goes up, and a product beyond a number is left to the exact way', () => {
  const price = minorPrice('ENERGY', 50_000_000n, 'EUR')
  expect([minorOf(10_000, price), minorOf(9_999, price)]).toEqual([1n, 0n])
  expect(minorOf(100_000_000_000, minorPrice('ENERGY', 12_345_679n, 'EUR'))).toBeUndefined()
})
