import { BoundedMap } from './bounded-map.js'

test('the entry that was not used for longest gives way', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.get('a')
  map.set('c', 3)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3])
  expect(map.size).toBe(2)
})

test('a value is made once while it is kept', () => {
  const map = new BoundedMap<string, number>(2)
  let made = 0
  const make = () => {
    made += 1
    return made
  }
  expect([map.getOrMake('a', make), map.getOrMake('a', make)]).toEqual([1, 1])
  map.deleteWhere(value => value === 1)
  expect(map.getOrMake('a', make)).toBe(2)
})
