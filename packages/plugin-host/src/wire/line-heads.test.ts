/** Holds lines as they are read to lines as they were written, and tries to mislead the reader. */

import fc from 'fast-check'

import { linesText } from '../cell/answer.js'
import { quote } from '../cell/quote.js'
import { HeadWriter, LineReader } from './line-heads.js'

const text = fc.constantFrom('A', 'B', 'x"', '', '__proto__')
const line = fc.record(
  {
    code: fc.oneof(text, fc.string({ maxLength: 2 })),
    kind: text,
    on: text,
    amount: fc.integer(),
    labelKey: text,
    periods: fc.array(fc.nat(), { maxLength: 3 }),
    labelArgs: fc.array(fc.oneof(text, fc.integer()), { maxLength: 2 }),
    odd: fc.nat(),
  },
  { requiredKeys: ['amount', 'kind', 'on'] },
)

test('lines are read as they were written, batch after batch, however many heads there are', () => {
  const answers = fc.array(fc.array(line, { maxLength: 9 }), { maxLength: 30 })
  fc.assert(
    fc.property(answers, batch => {
      const heads = new HeadWriter(quote)
      const reader = new LineReader()
      for (const lines of batch) {
        const told = JSON.parse(linesText({ lines }, heads)) as unknown[]
        expect(told.map(each => reader.line(each))).toEqual(lines)
      }
    }),
  )
})

test('the fields of a line are read in one order, whatever order its plugin wrote them in', () => {
  const fields = { labelArgs: [1], labelKey: 'a', amount: 1, periods: [0], on: 'B', kind: 'C' }
  const [told] = JSON.parse(linesText({ lines: [{ ...fields, code: 'D' }] }, new HeadWriter(quote)))
  expect(Object.keys(new LineReader().line(told) as object).join(' ')).toBe(
    'code kind on periods amount labelKey labelArgs',
  )
})

test.each([[[0, 1]], [[-1, 1]], [[0.5]], [[]], [[null, 1]], [[{}, 1]], [[['length'], 1]]])(
  '%j names no head that was told, and is no line',
  told => {
    expect(new LineReader().line(told)).toBe(undefined)
  },
)
