/** Tries what a cell writes out of an answer; what it means is tried where the host reads it. */

import { HeadWriter } from '../wire/line-heads.js'
import { linesText as write } from './answer.js'
import { quote } from './quote.js'

const linesText = (answer: unknown) => write(answer, new HeadWriter(quote))

test('lines are copied field by field, and a field without a value is left out', () => {
  const answer = { lines: [{ code: 'A', amount: 1, periods: undefined, labelArgs: ['x', 2] }] }
  expect(linesText(answer)).toBe('[{"code":"A","amount":1,"labelArgs":["x",2]}]')
  expect(linesText({ lines: [] })).toBe('[]')
})

const line = { labelKey: 'a', kind: 'DISCOUNT', code: 'A', on: 'TIME', amount: -1 }

test('of a line of the contract, the head is written once, and its other fields every time', () => {
  const heads = new HeadWriter(quote)
  const more = { ...line, labelArgs: ['x', 2] }
  const other = { ...line, code: 'B', periods: [0, 4], labelArgs: undefined }
  expect(write({ lines: [line, more, other] }, heads)).toBe(
    '[["A","DISCOUNT","TIME","a",-1],[0,-1,0,["x",2]],["B","DISCOUNT","TIME","a",-1,[0,4]]]',
  )
  expect(write({ lines: [{ ...other, labelArgs: [] }] }, heads)).toBe('[[1,-1,[0,4],[]]]')
})

test('the heads of an answer that is refused are not known', () => {
  const heads = new HeadWriter(quote)
  expect(() => write({ lines: [line, 5] }, heads)).toThrow('lines[1]')
  expect(write({ lines: [line] }, heads)).toBe('[["A","DISCOUNT","TIME","a",-1]]')
})

test.each([
  ['a field of its own', { ...line, more: 1 }, 'more'],
  ['no amount', { ...line, amount: 'x' }, 'amount'],
  ['no head', { ...line, on: 1 }, 'on'],
  ['periods that are none', { ...line, periods: 1 }, 'periods'],
])('a line with %s is written as it is', (_, odd, field) => {
  expect(JSON.parse(linesText({ lines: [odd] }))).toEqual([odd])
  expect(odd).toHaveProperty(field)
})

test.each([
  [null, 'the answer must be an object'],
  [() => [], 'the answer must be an object'],
  [{ lines: 5 }, 'lines must be an array'],
  [{ lines: [], more: 1 }, 'the field lines and no other'],
  [{ lines: [5] }, 'lines[0] must be an object'],
  [{ lines: [{ amount: Number.NaN }] }, 'lines[0].amount must be a short text or a whole number'],
  [{ lines: [{ periods: [[0]] }] }, 'lines[0].periods[0] must be a short text'],
  [{ lines: [{ periods: new Array(10_001) }] }, 'lines[0].periods must have at most 10000 items'],
  [
    { lines: [Object.fromEntries(Array.from('abcdefghijklmnopqrstuvwxyzABCDEFG', c => [c, 1]))] },
    'too many fields',
  ],
])('%p is refused', (answer, message) => {
  expect(() => linesText(answer)).toThrow(message)
})

const sly = (name: PropertyKey) =>
  Object.defineProperty([1], name, {
    get: () => {
      throw new Error('the plugin ran')
    },
    enumerable: true,
  })

test.each<[string, unknown, string]>([
  ['the lines', Object.defineProperty({}, 'lines', { get: () => [] }), 'lines must be a plain'],
  ['a line', { lines: sly(0) }, 'lines[0] must be a plain value, not a getter'],
  ['a field', { lines: [Object.assign(sly('code'), {})] }, 'lines[0].code must be a plain value'],
  ['a field that can only be set', { lines: [{ set code(_: string) {} }] }, 'lines[0].code must'],
  ['an item', { lines: [{ periods: sly(0) }] }, 'lines[0].periods[0] must be a plain value'],
])('a getter in place of %s is refused and never run', (_, answer, message) => {
  expect(() => linesText(answer)).toThrow(message)
})

test('what an answer only inherits is not there', () => {
  const inherited = Object.setPrototypeOf({ lines: [Object.create({ code: 'A' })] }, { more: 1 })
  expect(linesText(inherited)).toBe('[{}]')
  const holed = Object.setPrototypeOf([], Object.assign([], { 0: {} }))
  holed.length = 1
  expect(() => linesText({ lines: holed })).toThrow('lines[0] must be an object')
})

test('fields that JSON cannot name, and answers too long for a bill, are refused', () => {
  expect(() => linesText({ lines: [{ [Symbol('x')]: 1 }] })).toThrow('lines[0] has a field named')
  const long = { labelArgs: Array(90).fill('x'.repeat(200)) }
  expect(() => linesText({ lines: [long] })).toThrow('at most 16384 characters')
})
