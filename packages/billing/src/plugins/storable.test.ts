import fc from 'fast-check'

import { isStorable, storable } from './storable.js'

test.each([
  ['a\0b', 'a\ufffdb'],
  ['\ud83d', '\ufffd'],
  ['\udc00\ud83d', '\ufffd\ufffd'],
  ['😀\\u0000\n\u001f"', '😀\\u0000\n\u001f"'],
  ['\\\0', '\\\ufffd'],
])('%j is stored as %j', (text, stored) => {
  expect(storable(text)).toBe(stored)
  expect(storable({ [text]: [text] })).toEqual({ [stored]: [stored] })
  expect(isStorable({ a: text })).toBe(text === stored)
})

test('what is stored holds nothing that Postgres refuses, and all else stays', () => {
  const text = fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map(String.fromCharCode as (code: number) => string),
  })
  fc.assert(
    fc.property(fc.dictionary(text, fc.array(text)), value => {
      const stored = storable(value)
      expect(JSON.stringify(stored)).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/)
      if (isStorable(value)) expect(stored).toEqual(value)
    }),
  )
})
