/** Tests that amounts are exact in their smallest part, and how they leave it. */

import { exactAmount, partsPerMajor, pluginUnitsIn, roundToMinor } from './exact-amount.js'

test.each([
  ['ENERGY', 1_000_000],
  ['TIME', 360_000],
  ['PARKING_TIME', 360_000],
  ['FLAT', 1],
] as const)('one unit of %s at a price of 1 is one major unit', (dimension, quantity) => {
  expect(exactAmount(dimension, quantity, 100_000_000n)).toBe(partsPerMajor)
})

test('one second at the smallest price, and one thousandth of a Wh, are whole parts', () => {
  expect(exactAmount('TIME', 1, 1n)).toBe(25n)
  expect(exactAmount('ENERGY', 1, 1n)).toBe(9n)
})

test.each([
  ['EUR', partsPerMajor / 200n, 1n],
  ['EUR', partsPerMajor / 200n - 1n, 0n],
  ['JPY', partsPerMajor / 2n, 1n],
  ['KWD', partsPerMajor / 2000n, 1n],
])('half a minor unit of %s rounds away from zero', (currency, exact, minor) => {
  expect(roundToMinor(exact, currency)).toBe(minor)
})

test('plugins count in whole units of a ten-thousandth of a minor unit, rounded down', () => {
  expect(pluginUnitsIn(partsPerMajor, 'EUR')).toBe(1_000_000)
  expect(pluginUnitsIn(partsPerMajor / 1_000_000n - 1n, 'EUR')).toBe(0)
})
