/** How rounds are compared. */

import { pairedRatios, show, spread } from './rounds.js'

test('the median of an even number of rounds lies between the middle two', () => {
  expect(spread([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5, max: 4 })
  expect(spread([7])).toEqual({ min: 7, median: 7, max: 7 })
  expect(() => spread([])).toThrow('at least one')
})

test('ratios are taken inside a round, so that a slow moment touches both', () => {
  const ratios = pairedRatios([200, 20, 300], [100, 10, 100])
  expect(ratios).toEqual({ min: 2, median: 2, max: 3 })
  expect(show(ratios)).toBe('2.00 [2.00..3.00]')
  expect(() => pairedRatios([1], [])).toThrow('both')
})
