/** Tests that a number stays the number it was. */

import fc from 'fast-check'

import { smallInteger } from './small-integer.js'

test('every number stays what it is', () => {
  fc.assert(fc.property(fc.double(), value => smallInteger(value) === value || Number.isNaN(value)))
  fc.assert(fc.property(fc.maxSafeInteger(), value => smallInteger(value) === value))
  expect([2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1].map(smallInteger)).toEqual([
    2_147_483_647, 2_147_483_648, -2_147_483_648, -2_147_483_649,
  ])
  expect(smallInteger(Number.NaN)).toBeNaN()
})
