/** Holds the small ways equal to the exact ones. */

import fc from 'fast-check'

import { decimal, divideHalfUp, showScaled, toScaled } from './decimal.js'
import {
  divideSmallHalfUp,
  readSmallDecimal,
  scaleSmallNumber,
  showMillionths,
  showSmallDecimal,
} from './small-decimal.js'

const anyPlaces = fc.nat(8)
const anyScaled = fc.oneof(fc.integer(), fc.maxSafeInteger())

test('a small decimal shows as the exact one does', () => {
  fc.assert(
    fc.property(anyScaled, anyPlaces, (scaled, places) => {
      expect(showSmallDecimal(scaled, places)).toBe(showScaled(BigInt(scaled), places))
    }),
  )
})

test('millionths show as the exact ones do', () => {
  const anyFew = fc.nat(9_999).map(thousandths => thousandths * 1000)
  fc.assert(
    fc.property(fc.oneof(anyScaled, anyFew), scaled => {
      expect(showMillionths(scaled)).toBe(showScaled(BigInt(scaled), 6))
    }),
  )
  expect([0, 1, 500_000, 1_000_000, 12_345_670].map(showMillionths)).toEqual([
    '0',
    '0.000001',
    '0.5',
    '1',
    '12.34567',
  ])
})

test('a text of digits reads as the exact decimal does, or not at all', () => {
  fc.assert(
    fc.property(fc.nat(99_999), fc.nat(999_999), anyPlaces, (whole, fraction, places) => {
      const text = `${whole}.${fraction}`
      const exact = toScaled(decimal(text), places)
      const small = readSmallDecimal(text, places)
      // Idle zeros count as decimals here: such a text goes the exact way.
      if (small !== undefined) expect(BigInt(small)).toBe(exact)
      else expect(fraction.toString().length).toBeGreaterThan(places)
    }),
  )
})

test.each(['', '.', '5.', '.5', '-1', '+1', '1e3', ' 1', '1,5', '1.2.3', '1234567890123456'])(
  '«%s» is not read as a small decimal',
  text => {
    expect(readSmallDecimal(text, 6)).toBeUndefined()
  },
)

test('a number is scaled by its shortest text', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e8, max: 1e8 }), anyPlaces, (value, places) => {
      const text = value.toString()
      const exact = text.includes('e') ? undefined : toScaled(decimal(text), places)
      const small = scaleSmallNumber(value, places)
      if (small !== undefined && !text.includes('e')) expect(BigInt(small)).toBe(exact)
    }),
  )
  expect([scaleSmallNumber(0.59, 4), scaleSmallNumber(1.005, 3)]).toEqual([5900, 1005])
  expect([scaleSmallNumber(0.1 + 0.2, 6), scaleSmallNumber(Number.NaN, 6)]).toEqual([
    undefined,
    undefined,
  ])
})

test('halves go away from zero, as in the exact division', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 1e12 }), (numerator, by) => {
      const exact = divideHalfUp(BigInt(numerator), BigInt(by))
      expect(divideSmallHalfUp(numerator, by)).toBe(Number(exact))
    }),
  )
  expect([divideSmallHalfUp(5, 10), divideSmallHalfUp(-5, 10), divideSmallHalfUp(4, 10)]).toEqual([
    1, -1, 0,
  ])
})
