import { chance } from './random.js'

test('a seed gives the same luck each time, and another seed other luck', () => {
  const throws = (seed: string) => {
    const luck = chance(seed)
    return Array.from({ length: 20 }, () => luck.whole(1, 6))
  }
  expect(throws('a')).toEqual(throws('a'))
  expect(throws('a')).not.toEqual(throws('b'))
})

test('every number of a range comes up, and none beside it', () => {
  const luck = chance('dice')
  const seen = new Set(Array.from({ length: 500 }, () => luck.whole(1, 6)))
  expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6])
})

test('nothing can be picked from nothing', () => {
  expect(() => chance('x').pick([])).toThrow('nothing to pick')
})
