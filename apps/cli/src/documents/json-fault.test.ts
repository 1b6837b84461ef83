/** Tests that a fault in JSON is found at its place, and that sound JSON has none. */

import fc from 'fast-check'

import { jsonFault } from './json-fault.js'

test.each([
  ['{"a": 1,}', 1, 9],
  ['{"a": 1\n "b": 2}', 2, 2],
  ['{\n  "a": [1, 2,, 3]\n}', 2, 14],
  ['{"a": tru}', 1, 7],
  ['{"a": "x}', 1, 7],
  ['{a: 1}', 1, 2],
  ['{"a": 01}', 1, 8],
  ['{} {}', 1, 4],
  ['', 1, 1],
  ['[1, 2', 1, 6],
])('%j breaks at line %d, column %d', (text, line, column) => {
  expect(jsonFault(text)).toEqual({ line, column })
})

test('it agrees with JSON.parse on what is JSON', () => {
  const mangled = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '1', ' ', '\\', '-'))
    .map(([text, at, extra]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + extra + text.slice(place + (at % 2))
    })
  fc.assert(
    fc.property(fc.oneof(fc.json(), mangled), text => {
      expect(jsonFault(text) === undefined).toBe(isJson(text))
    }),
  )
})

test('brackets without end do not exhaust the stack', () => {
  expect(jsonFault('['.repeat(1_000_000))).toEqual({ line: 1, column: 501 })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
