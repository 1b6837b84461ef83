/** Tests figures as languages write them: exact, whatever their size. */

import fc from 'fast-check'

import { showLength, showNumber, showPrice } from './figures.js'
import { de } from './languages/de.js'
import { en } from './languages/en.js'

test.each([
  ['0.4', '0.4', '0,4'],
  ['1234567.891', '1,234,567.891', '1.234.567,891'],
  ['-1000', '-1,000', '-1.000'],
  ['999', '999', '999'],
])('%s is %s in English and %s in German', (text, english, german) => {
  expect([showNumber(text, en.marks), showNumber(text, de.marks)]).toEqual([english, german])
})

test('a number loses no digit, however long', () => {
  const digits = fc.stringMatching(/^(0|[1-9]\d{0,24})(\.\d{1,12})?$/)
  fc.assert(
    fc.property(digits, text => {
      expect(showNumber(text, en.marks).replaceAll(',', '')).toBe(text)
    }),
  )
})

test.each([
  ['0.4', 'EUR', '0.40 EUR'],
  ['0.41234', 'EUR', '0.41234 EUR'],
  ['30', 'JPY', '30 JPY'],
  ['1.5', 'BHD', '1.500 BHD'],
])('%s in %s has the decimals of the currency at least: %s', (text, currency, shown) => {
  expect(showPrice(text, currency, en.marks)).toBe(shown)
})

test.each([
  ['0', '0 s'],
  ['30', '30 s'],
  ['5400', '1 h 30 min'],
  ['300.24', '5 min 0,24 s'],
  ['3600000', '1.000 h'],
])('%s s is %s', (text, shown) => {
  expect(showLength(text, de.marks)).toBe(shown)
})
