/** Tells when a rule strikes, and how often. */

import { type FaultRule, type Operation } from './rule.js'
import { RuleBook } from './rule-book.js'

const call = (op: Operation, reference = 'r-1') => ({ op, reference, psps: ['P'] })

const rule = (overrides: Partial<FaultRule>): FaultRule => ({
  match: {},
  request: { delayMs: 1 },
  times: 1,
  ...overrides,
})

test.each`
  what                    | match                   | times | struck
  ${'once by default'}    | ${{}}                   | ${1}  | ${[1, 0, 0, 0]}
  ${'twice'}              | ${{}}                   | ${2}  | ${[1, 1, 0, 0]}
  ${'for ever'}           | ${{}}                   | ${0}  | ${[1, 1, 1, 1]}
  ${'from the third on'}  | ${{ nth: 3 }}           | ${0}  | ${[0, 0, 1, 1]}
  ${'the third alone'}    | ${{ nth: 3 }}           | ${1}  | ${[0, 0, 1, 0]}
  ${'another call not'}   | ${{ op: 'refunds' }}    | ${0}  | ${[0, 0, 0, 0]}
  ${'by the reference'}   | ${{ reference: /^r-/ }} | ${0}  | ${[1, 1, 1, 1]}
  ${'not by another one'} | ${{ reference: /^x-/ }} | ${0}  | ${[0, 0, 0, 0]}
  ${'by the payment'}     | ${{ psp: 'P' }}         | ${0}  | ${[1, 1, 1, 1]}
`('a rule strikes $what', ({ match, times, struck }) => {
  const book = new RuleBook()
  book.add(rule({ match, times }))
  const seen = [1, 2, 3, 4].map(() => (book.forRequest(call('captures')).delayMs ? 1 : 0))
  expect(seen).toEqual(struck)
})

test('the first rule that fits strikes, and the next takes over when it is spent', () => {
  const book = new RuleBook()
  book.add(rule({ request: { delayMs: 1 } }))
  book.add(rule({ request: { delayMs: 2 } }))
  const delays = [1, 2, 3].map(() => book.forRequest(call('payments')).delayMs)
  expect(delays).toEqual([1, 2, undefined])
})

test('rules for calls leave notifications alone', () => {
  const book = new RuleBook()
  book.add(rule({ times: 0 }))
  expect(book.forWebhook(call('payments'))).toEqual({})
})
