/** Which bar a change stands in, at the very edges. */

import { barByAmount, barByShare, bars, barsOf, shareEdgesBp } from './spread.js'

test('a bar for each step either way, and one for no change', () => {
  const shown = barsOf(shareEdgesBp)
  expect(shown).toHaveLength(bars)
  expect(shown[0]).toEqual({ isMore: false, from: 5000, until: null })
  expect(shown[6]).toEqual({ isMore: null, from: 0, until: 0 })
  expect(shown[7]).toEqual({ isMore: true, from: 0, until: 100 })
  expect(shown.at(-1)).toEqual({ isMore: true, from: 5000, until: null })
})

test.each([
  [10_000n, 0n, 6],
  [10_000n, 1n, 7],
  [10_000n, 99n, 7],
  [10_000n, 100n, 8],
  [10_000n, -100n, 4],
  [10_000n, -99n, 5],
  [10_000n, 4999n, 11],
  [10_000n, 5000n, 12],
  [10_000n, -10_000n, 0],
  [0n, 0n, 6],
  [0n, 1n, 12],
])('%d billed, changed by %d: bar %d by share', (billed, change, bar) => {
  expect(barByShare(billed, change)).toBe(bar)
})

test.each([
  [0n, 6],
  [9n, 7],
  [10n, 8],
  [-9n, 5],
  [-10n, 4],
  [1000n, 12],
  [-123_456_789_012_345_678n, 0],
])('changed by %d minor units: bar %d by amount', (change, bar) => {
  expect(barByAmount(change)).toBe(bar)
})
