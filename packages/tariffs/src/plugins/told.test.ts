/** Tests what a series is worth between, before and after its points. */

import { amountAt } from './told.js'

const points = [
  { fromSecond: 900, amount: 10 },
  { fromSecond: 1800, amount: null },
  { fromSecond: 2700, amount: -5 },
]

test.each([
  [899, null],
  [900, 10],
  [1799, 10],
  [1800, null],
  [2700, -5],
  [9999, -5],
])('at second %d it is %p', (second, amount) => {
  expect(amountAt(points, second)).toBe(amount)
})

test('a series without points is never known', () => {
  expect(amountAt([], 0)).toBeNull()
})
