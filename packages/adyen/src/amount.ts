/**
 * Converts between our minor units (ISO 4217) and Adyen's, which differ for a few currencies.
 *
 * Both ways are exact or refused: an amount Adyen cannot express is never rounded.
 */

import { exponentOf, isCurrency, type Money, money } from '@wattline/units'

/** An amount as Adyen writes it: `value` counts Adyen's own minor units. */
export interface AdyenAmount {
  readonly currency: string
  readonly value: number
}

/** Adyen cannot express this amount, or we cannot express Adyen's. */
export class AmountFault extends Error {
  override readonly name = 'AmountFault'
}

/**
 * docs.adyen.com, "Currency codes and minor units": every currency not named here has 2
 * decimals.
 */
const noDecimals = 'CVE DJF GNF IDR JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ')
const threeDecimals = 'BHD IQD JOD KWD LYD OMR TND'.split(' ')

const exponents: ReadonlyMap<string, number> = new Map([
  ...noDecimals.map(code => [code, 0] as const),
  ...threeDecimals.map(code => [code, 3] as const),
])

/** Adyen's decimals of a currency: 2 for ISK and CLP, where ISO has none. */
export function adyenExponentOf(currency: string): number {
  return exponents.get(currency) ?? 2
}

/**
 * @throws AmountFault when the currency is not billed in, or Adyen's units cannot hold the
 * amount
 */
export function toAdyenAmount({ minor, currency }: Money): AdyenAmount {
  const value = rescale(minor, isoExponentOf(currency), adyenExponentOf(currency))
  if (value === undefined) {
    throw new AmountFault(`${minor} minor units of ${currency} are finer than Adyen’s units`)
  }
  if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) {
    throw new AmountFault(`${minor} minor units of ${currency} are more than JSON can carry`)
  }
  return { currency, value: Number(value) }
}

/**
 * @throws AmountFault when the currency is not billed in, or ISO's minor units cannot hold the
 * amount
 */
export function fromAdyenAmount({ value, currency }: AdyenAmount): Money {
  if (!Number.isSafeInteger(value)) {
    throw new AmountFault(`${value} is not a whole number of minor units`)
  }
  const minor = rescale(BigInt(value), adyenExponentOf(currency), isoExponentOf(currency))
  if (minor === undefined) {
    throw new AmountFault(`${value} of Adyen’s units of ${currency} are finer than ISO’s`)
  }
  return money(minor, currency)
}

function isoExponentOf(currency: string): number {
  if (!isCurrency(currency)) throw new AmountFault(`${currency} is not a currency we bill in`)
  return exponentOf(currency)
}

/**
 * The same amount in units of another number of decimals; undefined when it does not come out
 * even.
 */
function rescale(amount: bigint, from: number, to: number): bigint | undefined {
  if (to >= from) return amount * 10n ** BigInt(to - from)
  const divisor = 10n ** BigInt(from - to)
  return amount % divisor === 0n ? amount / divisor : undefined
}
