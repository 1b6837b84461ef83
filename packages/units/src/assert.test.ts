/** Tests that a broken invariant stops at once and says what must hold. */

import { assert, BrokenInvariant, unreachable } from './assert.js'

test('a condition that holds passes in silence', () => {
  expect(() => assert(1 + 1 === 2, 'sums are sums')).not.toThrow()
})

test('a condition that does not hold throws with the sentence that must', () => {
  expect(() => assert(undefined, 'a line has an amount')).toThrow(
    new BrokenInvariant('a line has an amount'),
  )
})

test('a case that types rule out names the value it met', () => {
  expect(() => unreachable('LUNAR' as never)).toThrow('no case for "LUNAR"')
})
