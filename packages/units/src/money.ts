/**
 * Money: a whole number of minor units in one currency, and the few operations books need.
 *
 * Adding or comparing across currencies is a bug and asserts; nothing here ever rounds.
 */

import { assert } from './assert.js'
import { type Currency, exponentOf } from './currency.js'

/**
 * An amount in the smallest unit of its currency: `{ minor: 1234n, currency: 'EUR' }` is 12.34 EUR.
 */
export interface Money {
  readonly minor: bigint
  readonly currency: Currency
}

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency }
}

export function zero(currency: Currency): Money {
  return { minor: 0n, currency }
}

export function plus(a: Money, b: Money): Money {
  assertSameCurrency(a, b)
  return { minor: a.minor + b.minor, currency: a.currency }
}

export function minus(a: Money, b: Money): Money {
  assertSameCurrency(a, b)
  return { minor: a.minor - b.minor, currency: a.currency }
}

export function negate(a: Money): Money {
  return { minor: -a.minor, currency: a.currency }
}

/** The sum of amounts in one currency; zero of that currency when there are none. */
export function sum(amounts: Iterable<Money>, currency: Currency): Money {
  let total = zero(currency)
  for (const amount of amounts) total = plus(total, amount)
  return total
}

/** Below zero when a < b, zero when equal, above zero when a > b. */
export function compare(a: Money, b: Money): number {
  assertSameCurrency(a, b)
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0
}

/** The smallest of some amounts in one currency. */
export function least(first: Money, ...others: readonly Money[]): Money {
  return others.reduce((low, next) => (compare(next, low) < 0 ? next : low), first)
}

export function isZero(a: Money): boolean {
  return a.minor === 0n
}

export function isNegative(a: Money): boolean {
  return a.minor < 0n
}

/**
 * Splits an amount by weights, by largest remainder: the parts always sum to the whole.
 *
 * Weights are whole numbers of zero or more, not all zero. Ties go to the earlier part.
 */
export function allocate(total: Money, weights: readonly bigint[]): Money[] {
  const sumOfWeights = weights.reduce((sum, weight) => sum + weight, 0n)
  assert(sumOfWeights > 0n, 'allocate needs at least one weight above zero')
  const sign = total.minor < 0n ? -1n : 1n
  const whole = total.minor * sign
  const parts = weights.map(weight => {
    assert(weight >= 0n, 'allocate takes no negative weight')
    return (whole * weight) / sumOfWeights
  })
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (whole * weight) % sumOfWeights }))
    .sort((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
    )
  let rest = whole - parts.reduce((sum, part) => sum + part, 0n)
  for (const { index } of byRemainder) {
    if (rest === 0n) break
    parts[index] = (parts[index] ?? 0n) + 1n
    rest -= 1n
  }
  return parts.map(part => money(part * sign, total.currency))
}

/** Shows an amount in major units with all its decimals: `12.34`, `-0.05`, `500` (JPY). */
export function formatAmount(amount: Money): string {
  const exponent = exponentOf(amount.currency)
  const sign = amount.minor < 0n ? '-' : ''
  const digits = (amount.minor < 0n ? -amount.minor : amount.minor)
    .toString()
    .padStart(exponent + 1, '0')
  if (exponent === 0) return sign + digits
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/**
 * Reads an amount in major units; undefined when it is no number or has more decimals than the
 * currency.
 */
export function parseAmount(text: string, currency: Currency): Money | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (!match) return undefined
  const exponent = exponentOf(currency)
  const fraction = match[3] ?? ''
  if (fraction.length > exponent) return undefined
  const minor = BigInt((match[2] ?? '0') + fraction.padEnd(exponent, '0'))
  return money(match[1] === '-' ? -minor : minor, currency)
}

function assertSameCurrency(a: Money, b: Money): void {
  assert(a.currency === b.currency, `amounts in ${a.currency} and ${b.currency} do not mix`)
}
