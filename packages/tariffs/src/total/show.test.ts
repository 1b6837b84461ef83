/** Tests how quantities are printed on a bill. */

import { divideHalfUp, showScaled } from '@wattline/units'
import fc from 'fast-check'

import { showQuantity, showSeconds, showStep } from './show.js'

test.each([
  ['ENERGY', 12_345_000, '12.345'],
  ['TIME', 540_000, '1.5'],
  ['TIME', 36, '0.0001'],
  ['PARKING_TIME', 10_000, '0.027778'],
  ['FLAT', 1, '1'],
] as const)('%s of %d is %s', (dimension, quantity, text) => {
  expect(showQuantity(dimension, quantity)).toBe(text)
})

test('seconds and steps are shown in words a person uses', () => {
  expect([showSeconds(540_000), showSeconds(30_024)]).toEqual(['5400', '300.24'])
  expect([showStep('ENERGY', 500_000), showStep('TIME', 90_000)]).toEqual(['500 Wh', '15 min'])
})

test('hours show the same however many there are', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(10_000_000), fc.maxSafeInteger().map(Math.abs)), quantity => {
      const exact = showScaled(divideHalfUp(BigInt(quantity) * 25n, 9n), 6)
      expect(showQuantity('TIME', quantity)).toBe(exact)
    }),
  )
})
