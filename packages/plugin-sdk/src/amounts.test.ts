/** Holds the integer money helpers to exact arithmetic, on both sides of 2^53. */

import fc from 'fast-check'

import {
  completedBlocks,
  fromMinor,
  mulBp,
  mulDivDown,
  mulDivHalfUp,
  perHour,
  perKwh,
  split,
  sum,
  sumProducts,
} from './amounts.js'

const whole = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.maxSafeInteger())
const divisor = fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 2 ** 52 }))

/** Half away from zero, said in the plainest way. */
function expected(a: number, b: number, by: number): bigint {
  const product = BigInt(a) * BigInt(b)
  const size = product < 0n ? -product : product
  const rounded = (2n * size + BigInt(by)) / (2n * BigInt(by))
  return product < 0n ? -rounded : rounded
}

test('mulDivHalfUp equals exact arithmetic, or refuses what no safe integer can hold', () => {
  fc.assert(
    fc.property(whole, whole, divisor, (a, b, by) => {
      const exact = expected(a, b, by)
      const isSafe =
        exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= -BigInt(Number.MAX_SAFE_INTEGER)
      if (isSafe) expect(BigInt(mulDivHalfUp(a, b, by))).toBe(exact)
      else expect(() => mulDivHalfUp(a, b, by)).toThrow(RangeError)
    }),
    { numRuns: 2000 },
  )
})

const most = Number.MAX_SAFE_INTEGER

test.each`
  a       | b       | by      | result
  ${5}    | ${1}    | ${10}   | ${1}
  ${-5}   | ${1}    | ${10}   | ${-1}
  ${4}    | ${1}    | ${10}   | ${0}
  ${-4}   | ${1}    | ${10}   | ${0}
  ${0}    | ${-7}   | ${3}    | ${0}
  ${most} | ${most} | ${most} | ${most}
`('$a × $b ÷ $by is $result', ({ a, b, by, result }) => {
  expect(mulDivHalfUp(a, b, by)).toBe(result)
})

test.each([
  ['a fraction', () => mulDivHalfUp(1.5, 1, 1)],
  ['a number past 2^53', () => mulBp(2 ** 53, 1)],
  ['no number', () => mulDivHalfUp(Number.NaN, 1, 1)],
  ['a divisor of zero', () => mulDivHalfUp(1, 1, 0)],
  ['a sum past 2^53', () => sum([Number.MAX_SAFE_INTEGER, 1])],
  ['a split without weights', () => split(1, [])],
  ['a split with a weight below zero', () => split(1, [2, -1])],
  ['blocks of no length', () => completedBlocks(10, 0)],
])('%s is refused', (_, act) => {
  expect(act).toThrow(RangeError)
})

test('rates are per kWh and per hour, shares in basis points', () => {
  expect(perKwh(2_900_000, 12_345)).toBe(35_800_500)
  expect(perHour(1_000_000, 5400)).toBe(1_500_000)
  expect(mulBp(35_800_500, 2000)).toBe(7_160_100)
  expect(fromMinor(50)).toBe(500_000)
})

test('a block counts only once it is complete', () => {
  expect([-1, 0, 299, 300, 599, 600].map(at => completedBlocks(at, 300))).toEqual([
    0, 0, 0, 1, 1, 2,
  ])
})

test('the parts of a split sum to the whole, and none is a unit away from its exact share', () => {
  const weights = fc
    .array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 12 })
    .filter(list => list.some(weight => weight > 0))
  fc.assert(
    fc.property(fc.maxSafeInteger(), weights, (amount, list) => {
      const parts = split(amount, list)
      expect(parts.reduce((all, part) => all + BigInt(part), 0n)).toBe(BigInt(amount))
      const all = BigInt(sum(list))
      for (const [index, part] of parts.entries()) {
        const away = BigInt(part) * all - BigInt(amount) * BigInt(list[index] as number)
        expect(away < all && away > -all).toBe(true)
      }
    }),
  )
})

test('mulDivDown is the greatest whole number that is not above the exact one', () => {
  fc.assert(
    fc.property(whole, whole, divisor, (a, b, by) => {
      const product = BigInt(a) * BigInt(b)
      const exact = (product - (((product % BigInt(by)) + BigInt(by)) % BigInt(by))) / BigInt(by)
      const isSafe = exact <= BigInt(most) && exact >= -BigInt(most)
      if (isSafe) expect(BigInt(mulDivDown(a, b, by))).toBe(exact)
      else expect(() => mulDivDown(a, b, by)).toThrow(RangeError)
    }),
    { numRuns: 2000 },
  )
})

test('a sum of products is rounded once, so that cutting a quantity changes nothing', () => {
  const anyProduct = fc.tuple(fc.integer({ min: -9e9, max: 9e9 }), fc.nat(90_000))
  fc.assert(
    fc.property(fc.array(anyProduct), fc.nat(), (products, place) => {
      const total = products.reduce((all, [rate, of]) => all + BigInt(rate) * BigInt(of), 0n)
      const size = total < 0n ? -total : total
      const rounded = (2n * size + 1000n) / 2000n
      const result = sumProducts(products, 1000)
      expect(BigInt(result)).toBe(total < 0n ? -rounded : rounded)
      const cut = products.flatMap(([rate, of], index): [number, number][] => {
        const part = index === place % products.length ? place % (of + 1) : 0
        return [
          [rate, part],
          [rate, of - part],
        ]
      })
      expect(sumProducts(cut, 1000)).toBe(result)
    }),
  )
})

test('a sum of products refuses what is no figure, and what no safe integer holds', () => {
  expect(sumProducts([], 1000)).toBe(0)
  expect(() => sumProducts([[1, 2]], 0)).toThrow('the divisor must be above zero')
  expect(() => sumProducts([[1.5, 2]], 1)).toThrow('must be a safe integer')
  expect(() => sumProducts([[most, 2]], 1)).toThrow('the result must be a safe integer')
})
