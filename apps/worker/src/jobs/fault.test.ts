import { Refusal } from '@wattline/billing'
import { BrokenInvariant } from '@wattline/units'
import { UnrecoverableError } from 'bullmq'

import { forQueue, kindOfFault } from './fault.js'

test.each([
  [new Refusal('not-found'), 'refusal', true],
  [new BrokenInvariant('an entry balances'), 'bug', true],
  [new Error('connect ECONNREFUSED'), 'weather', false],
  [new TypeError('fetch failed'), 'weather', false],
  ['a thrown text', 'weather', false],
])('%s is %s, and final: %p', (fault, kind, isFinal) => {
  expect(kindOfFault(fault)).toBe(kind)
  expect(forQueue(fault) instanceof UnrecoverableError).toBe(isFinal)
})

test('a refusal is told with its code', () => {
  expect(forQueue(new Refusal('refund-not-open')).message).toMatch(/^refusal refund-not-open: /)
})
