/** Tries that nothing comes to more than its cap, and nothing to less than it must. */

import fc from 'fast-check'

import { sum } from './amounts.js'
import { capAmount, capLines } from './caps.js'

test.each([
  [7, [], 7],
  [7, [null, undefined], 7],
  [7, [9, 5, 8], 5],
  [7, [0], 0],
])('%d under %j is %d', (amount, caps, capped) => {
  expect(capAmount(amount, ...caps)).toBe(capped)
})

const anyLines = (sign: 1 | -1) =>
  fc.array(
    fc.integer({ min: 1, max: 1_000_000_000 }).map(size => ({ code: 'A', amount: sign * size })),
    { maxLength: 16 },
  )

test('capped lines sum to the cap, each no larger and with its sign', () => {
  fc.assert(
    fc.property(fc.oneof(anyLines(1), anyLines(-1)), fc.nat(2_000_000_000), (lines, cap) => {
      const sizes = lines.map(({ amount }) => Math.abs(amount))
      const capped = capLines(lines, cap)
      const cappedSizes = capped.map(({ amount }) => Math.abs(amount))
      expect(sum(cappedSizes)).toBe(Math.min(sum(sizes), cap))
      expect(cappedSizes.every(size => size > 0)).toBe(true)
      expect(capped.every(({ amount }) => amount < 0 === (lines[0]?.amount ?? 0) < 0)).toBe(true)
      if (sum(sizes) <= cap) expect(capped).toBe(lines)
    }),
  )
})

test('without a cap the lines stay as they are', () => {
  const lines = [{ amount: 5 }]
  expect(capLines(lines, undefined)).toBe(lines)
  expect(capLines(lines, null)).toBe(lines)
})
