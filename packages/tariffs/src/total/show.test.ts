/** Tests how quantities are printed on a bill. */

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
