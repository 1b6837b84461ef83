/** Converts amounts both ways, by the table and for any amount there is. */

import { exponentOf, isCurrency } from '@wattline/units'
import fc from 'fast-check'

import { AmountFault, adyenExponentOf, fromAdyenAmount, toAdyenAmount } from './amount.js'

test.each`
  currency | minor    | value
  ${'EUR'} | ${1234n} | ${1234}
  ${'JPY'} | ${500n}  | ${500}
  ${'KWD'} | ${1500n} | ${1500}
  ${'ISK'} | ${500n}  | ${50_000}
  ${'CLP'} | ${990n}  | ${99_000}
  ${'BHD'} | ${1n}    | ${1}
  ${'EUR'} | ${0n}    | ${0}
  ${'EUR'} | ${-250n} | ${-250}
`('$minor minor units of $currency are $value at Adyen', ({ currency, minor, value }) => {
  expect(toAdyenAmount({ minor, currency })).toEqual({ value, currency })
  expect(fromAdyenAmount({ value, currency })).toEqual({ minor, currency })
})

test.each([
  ['half a króna', { value: 50, currency: 'ISK' }],
  ['a fraction', { value: 0.5, currency: 'EUR' }],
  ['more than a double can count', { value: 2 ** 53, currency: 'EUR' }],
  ['no number', { value: Number.NaN, currency: 'EUR' }],
  ['an unknown currency', { value: 1, currency: 'XXX' }],
])('%s from Adyen is refused, never rounded', (_what, amount) => {
  expect(() => fromAdyenAmount(amount)).toThrow(AmountFault)
})

test.each([
  ['more than JSON can carry', { minor: 2n ** 53n, currency: 'EUR' }],
  ['more than JSON can carry once scaled', { minor: 2n ** 50n, currency: 'ISK' }],
  ['an unknown currency', { minor: 1n, currency: 'XXX' }],
])('%s is not sent to Adyen', (_what, amount) => {
  expect(() => toAdyenAmount(amount)).toThrow(AmountFault)
})

const documented =
  'CVE:0 DJF:0 GNF:0 IDR:0 JPY:0 KMF:0 KRW:0 PYG:0 RWF:0 UGX:0 VND:0 VUV:0 XAF:0 XOF:0 XPF:0 ' +
  'BHD:3 IQD:3 JOD:3 KWD:3 LYD:3 OMR:3 TND:3 ISK:2 CLP:2 EUR:2 USD:2 HUF:2'

test.each(documented.split(' ').map(pair => pair.split(':')))(
  '%s has %s decimals at Adyen',
  (currency = '', decimals) => {
    expect(adyenExponentOf(currency)).toBe(Number(decimals))
  },
)

const currencies = 'AED BHD CHF CLP CZK EUR GBP HUF ISK JPY KRW KWD NOK PLN SEK TND USD'.split(' ')

test('any amount comes back as it went', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...currencies),
      fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      (currency, minor) => {
        expect(isCurrency(currency)).toBe(true)
        const there = toAdyenAmount({ minor, currency })
        expect(fromAdyenAmount(there)).toEqual({ minor, currency })
        // The same sum of money: both counted in the finer of the two units.
        const scale = (exponent: number) => 10n ** BigInt(3 - exponent)
        expect(BigInt(there.value) * scale(adyenExponentOf(currency))).toBe(
          minor * scale(exponentOf(currency)),
        )
      },
    ),
  )
})
