/** Tries what a cell writes out of an answer; what it means is tried where the host reads it. */

import { linesText } from './answer.js'

test('lines are copied field by field, and a field without a value is left out', () => {
  const answer = { lines: [{ code: 'A', amount: 1, periods: undefined, labelArgs: ['x', 2] }] }
  expect(linesText(answer)).toBe('[{"code":"A","amount":1,"labelArgs":["x",2]}]')
  expect(linesText({ lines: [] })).toBe('[]')
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
