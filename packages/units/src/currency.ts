/** The currencies Wattline bills in, and how many decimals each has. */

import { assert } from './assert.js'

/** An ISO 4217 code. A plain string in type, checked where it enters by `isCurrency`. */
export type Currency = string

/**
 * Decimals by ISO 4217 (2024 list) for the currencies in use in EV charging today. Adyen deviates
 * for a few currencies; that table belongs to the payment provider's package alone.
 */
const exponents: Readonly<Record<string, number>> = {
  AED: 2,
  AUD: 2,
  BGN: 2,
  BHD: 3,
  BRL: 2,
  CAD: 2,
  CHF: 2,
  CLP: 0,
  CZK: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  HUF: 2,
  ILS: 2,
  INR: 2,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  MXN: 2,
  MYR: 2,
  NOK: 2,
  NZD: 2,
  OMR: 3,
  PLN: 2,
  RON: 2,
  RSD: 2,
  SEK: 2,
  SGD: 2,
  THB: 2,
  TND: 3,
  TRY: 2,
  UAH: 2,
  USD: 2,
  ZAR: 2,
}

/** Every currency Wattline bills in. */
export const currencies: readonly Currency[] = Object.keys(exponents)

export function isCurrency(code: string): boolean {
  return Object.hasOwn(exponents, code)
}

/**
 * Decimals of a currency: 2 for EUR, 0 for JPY, 3 for KWD. @throws BrokenInvariant for an unknown
 * code
 */
export function exponentOf(currency: Currency): number {
  const exponent = isCurrency(currency) ? exponents[currency] : undefined
  assert(exponent !== undefined, `${currency} is not a currency Wattline bills in`)
  return exponent
}

/** How many minor units one unit of the currency has: 100n for EUR. */
export function minorPerUnit(currency: Currency): bigint {
  return 10n ** BigInt(exponentOf(currency))
}
