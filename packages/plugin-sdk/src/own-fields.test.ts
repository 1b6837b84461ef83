/**
 * Tries the reading of hostile objects: what is not an own plain value is a fault, and none of it
 * runs.
 */

import { onlyFields, ownFields, ownItems, ownText } from './own-fields.js'

const forbidden = () => {
  throw new Error('this must never run')
}

test('fields are own plain values; what has no value is as good as absent', () => {
  const faults: string[] = []
  const value = Object.assign(Object.create({ inherited: 1 }), { a: 1, b: undefined })
  expect(ownFields(value, 'it', faults)).toEqual(new Map([['a', 1]]))
  expect(faults).toEqual([])
})

// The values stand after a name, because a title that shows them would run their getters.
const getter = (target: object, key: string | number) =>
  Object.defineProperty(target, key, { get: forbidden, enumerable: true })

test.each<[string, unknown, string]>([
  ['null', null, 'it must be an object, found null'],
  ['a list', [], 'it must be an object, found a list'],
  ['a function', forbidden, 'it must be an object, found function'],
  ['a getter', getter({}, 'a'), 'it.a must be a plain value, not a getter'],
  ['a symbol', { [Symbol('s')]: 1 }, 'it has a field named by a symbol'],
])('%s is a fault among fields', (_, value, fault) => {
  const faults: string[] = []
  ownFields(value, 'it', faults)
  expect(faults).toEqual([fault])
})

test.each<[string, unknown, string]>([
  ['an object like one', { length: 1, 0: 'x' }, 'it must be an array, found an object'],
  ['one too long', [1, 2, 3, 4], 'it must have at most 3 items, it has 4'],
  ['one with holes', new Array(2), 'it[0] must be a plain value'],
  ['one with a method', Object.assign([1], { toJSON: 1 }), 'it has fields beside its items'],
  ['one with a getter', getter([1], 0), 'it[0] must be a plain value'],
])('%s is no list', (_, value, fault) => {
  const faults: string[] = []
  expect(ownItems(value, 'it', { max: 3, faults })).toBe(undefined)
  expect(faults).toEqual([fault])
})

test('a list is read without asking its iterator', () => {
  class Sly extends Array {
    override [Symbol.iterator] = forbidden as never
  }
  const faults: string[] = []
  const list = [1, 2]
  Object.setPrototypeOf(list, Sly.prototype)
  expect(ownItems(list, 'it', { max: 3, faults })).toEqual([1, 2])
  expect(faults).toEqual([])
})

test('an unknown field is named, __proto__ like any other', () => {
  const faults: string[] = []
  const fields = ownFields(JSON.parse('{"a":1,"__proto__":2}'), 'it', faults) ?? new Map()
  onlyFields(fields, 'it', { allowed: ['a'], faults })
  expect(faults).toEqual(["it has an unknown field '__proto__'"])
})

test.each([
  ['', 'one of 0'],
  ['four!', 'one of 5'],
  [5, '5'],
  [undefined, 'undefined'],
])('%p is no text of 1 to 4 characters', (value, found) => {
  const faults: string[] = []
  expect(ownText(value, 'it', { max: 4, faults })).toBe(undefined)
  expect(faults).toEqual([`it must be a text of 1 to 4 characters, found ${found}`])
})
