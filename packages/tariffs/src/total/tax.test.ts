/**
 * Tests that VAT is computed once per rate, on the side that is stated, and that net + VAT = gross.
 */

import { divideHalfUp } from '@wattline/units'
import fc from 'fast-check'

import { scaledRate, taxTotals, totalOf } from './tax.js'

test.each`
  side       | rate      | stated   | net      | vat     | gross
  ${'net'}   | ${'19'}   | ${1000n} | ${1000n} | ${190n} | ${1190n}
  ${'gross'} | ${'19'}   | ${1190n} | ${1000n} | ${190n} | ${1190n}
  ${'net'}   | ${'7.7'}  | ${333n}  | ${333n}  | ${26n}  | ${359n}
  ${'gross'} | ${'20'}   | ${100n}  | ${83n}   | ${17n}  | ${100n}
  ${'net'}   | ${'0'}    | ${5n}    | ${5n}    | ${0n}   | ${5n}
  ${'net'}   | ${null}   | ${5n}    | ${5n}    | ${0n}   | ${5n}
  ${'gross'} | ${null}   | ${5n}    | ${5n}    | ${0n}   | ${5n}
  ${'net'}   | ${'0.05'} | ${1000n} | ${1000n} | ${1n}   | ${1001n}
`('$stated $side at $rate %: $net + $vat = $gross', ({ side, rate, stated, net, vat, gross }) => {
  expect(taxTotals(new Map([[rate, stated]]), side)).toEqual([
    { vatPercent: rate, net, vat, gross },
  ])
})

test('whatever is stated, net + VAT = gross, per rate and in total', () => {
  const rates = fc.uniqueArray(fc.constantFrom(null, '0', '5.5', '7', '19', '25'))
  const amount = fc.bigInt(0n, 10n ** 12n)
  const side = fc.constantFrom('net' as const, 'gross' as const)
  fc.assert(
    fc.property(
      rates,
      fc.array(amount, { minLength: 6, maxLength: 6 }),
      side,
      (names, list, on) => {
        const sums = new Map<string | null, bigint>(
          names.map((name, index) => [name, list[index] ?? 0n]),
        )
        const taxes = taxTotals(sums, on)
        for (const tax of taxes) expect(tax.net + tax.vat).toBe(tax.gross)
        for (const tax of taxes) expect(tax[on]).toBe(sums.get(tax.vatPercent))
        const total = totalOf(taxes)
        expect(total.net + total.vat).toBe(total.gross)
      },
    ),
  )
})

test('a rate is exact to four decimals', () => {
  expect(scaledRate('7.7')).toBe(77_000n)
  expect(() => scaledRate('7.12345')).toThrow('at most 4 decimals')
})

test('small amounts and huge ones are taxed by one formula', () => {
  const amount = fc.oneof(fc.bigInt(-(10n ** 6n), 10n ** 6n), fc.bigInt(-(10n ** 20n), 10n ** 20n))
  const rate = fc.constantFrom('0', '5.5', '7.7', '19', '25.1234')
  fc.assert(
    fc.property(amount, rate, fc.constantFrom('net', 'gross'), (stated, vatPercent, side) => {
      const scaled = scaledRate(vatPercent)
      const whole = side === 'net' ? 1_000_000n : 1_000_000n + scaled
      const [total] = taxTotals(new Map([[vatPercent, stated]]), side)
      expect(total?.vat).toBe(divideHalfUp(stated * scaled, whole))
    }),
  )
})
