/** Tries that the tier found is the one a sorted list would end at. */

import fc from 'fast-check'

import { highestTier } from './tiers.js'

test('the highest tier reached is found, whatever the order of the list', () => {
  const anyTiers = fc.uniqueArray(fc.nat(50), { maxLength: 8 })
  fc.assert(
    fc.property(anyTiers, fc.nat(60), (froms, reached) => {
      const tiers = froms.map(from => ({ from, shareBp: from * 10 }))
      const sorted = [...tiers].sort((a, b) => a.from - b.from)
      expect(highestTier(tiers, reached)).toEqual(sorted.filter(t => t.from <= reached).at(-1))
    }),
  )
})

test('a tier is reached at its figure, and none below the first', () => {
  const tiers = [{ from: 10 }, { from: 5 }]
  expect(highestTier(tiers, 10)).toEqual({ from: 10 })
  expect(highestTier(tiers, 9)).toEqual({ from: 5 })
  expect(highestTier(tiers, 4)).toBeUndefined()
  expect(highestTier([], 4)).toBeUndefined()
})
