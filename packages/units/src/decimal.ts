/**
 * Exact decimals for kWh, hours, prices and percentages, and the one way from a decimal into Money.
 */

import Big from 'big.js'

import type { Currency } from './currency.js'
import { exponentOf } from './currency.js'
import { type Money, money } from './money.js'

// A constructor of our own, so that strictness here changes nobody else's big.js.
const Strict = Big()
Strict.strict = true

/**
 * An exact decimal. `plus`, `minus` and `times` are exact; divide only by way of scaled integers.
 */
export type Decimal = Big

/**
 * Reads a decimal from text or a whole number. Floats are refused: they have lost the truth
 * already.
 */
export function decimal(value: string | bigint): Decimal {
  return new Strict(typeof value === 'bigint' ? value.toString() : value)
}

const decimalText = /^-?\d{1,30}(\.\d{1,30})?$/

/** Whether a text is a plain decimal such as `-12.5`: no exponent, no sign of plus, no spaces. */
export function isDecimalText(text: string): boolean {
  return decimalText.test(text)
}

/** The plain text of a decimal, never with an exponent: `0.25`. */
export function showDecimal(value: Decimal): string {
  return value.toFixed()
}

/**
 * Rounds an exact decimal of major units to Money, half away from zero (the commercial rule). The
 * only such door.
 */
export function toMoney(amount: Decimal, currency: Currency): Money {
  const scaled = amount.times(new Strict((10n ** BigInt(exponentOf(currency))).toString()))
  return money(BigInt(scaled.round(0, Big.roundHalfUp).toFixed()), currency)
}

/** Divides two whole numbers, rounding half away from zero. The denominator is above zero. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n ? -1n : 1n
  return sign * ((2n * numerator * sign + denominator) / (2n * denominator))
}

/**
 * A decimal as a whole number of 10^-places units; undefined when it has more decimals than that.
 */
export function toScaled(value: Decimal, places: number): bigint | undefined {
  const scaled = value.times(new Strict((10n ** BigInt(places)).toString()))
  return scaled.eq(scaled.round(0, Big.roundDown)) ? BigInt(scaled.toFixed()) : undefined
}

/** The decimal that is `scaled` × 10^-places. */
export function fromScaled(scaled: bigint, places: number): Decimal {
  const sign = scaled < 0n ? '-' : ''
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0')
  return decimal(
    places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`,
  )
}

/** The nearest whole number, half away from zero: for energy in Wh. Money has `toMoney`. */
export function roundToWhole(value: Decimal): bigint {
  return BigInt(value.round(0, Big.roundHalfUp).toFixed())
}

/**
 * The text of `scaled` × 10^-places without idle zeros: `0.25`, `-3`. As `showDecimal`, for hot
 * paths.
 */
export function showScaled(scaled: bigint, places: number): string {
  const sign = scaled < 0n ? '-' : ''
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`
}
