/** Tells which rules are taken, and what is said of those that are not. */

import { readRule } from './read-rule.js'

test('a rule is read with its defaults', () => {
  const rule = readRule({
    match: { op: 'captures', reference: '^capture-', nth: 2 },
    do: { dropConnection: 'afterProcessing', webhook: { duplicate: 5, concurrent: true } },
  })
  expect(rule).toEqual({
    match: { op: 'captures', reference: /^capture-/, nth: 2 },
    request: { dropConnection: 'afterProcessing' },
    webhook: { duplicate: 5, concurrent: true },
    times: 1,
  })
})

test('every fault of a rule is named with its place', () => {
  const read = readRule({
    when: 1,
    match: { op: 'capture', reference: '(' },
    do: { dropConnection: true, delay: 5, webhook: { duplicate: -1 } },
    times: 'twice',
  })
  expect(read).toEqual({
    faults: [
      'when: not known; a rule has match, do and times',
      'match.op: "capture" is not allowed here',
      'match.reference: "(" is not allowed here',
      'do.dropConnection: true is not allowed here',
      expect.stringMatching(/^do\.delay: not known; known are delayMs, /),
      'do.webhook.duplicate: -1 is not allowed here',
      'times: must be a whole number, 0 for ever',
    ],
  })
})

test.each([[null], ['drop'], [{ match: {} }]])('%j is no rule', input => {
  expect(readRule(input)).toHaveProperty('faults')
})
