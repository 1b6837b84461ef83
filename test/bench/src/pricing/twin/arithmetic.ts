/** The twin's decimals, of 40 digits, and what its speed says of the reference engine's. */

import { Decimal as DecimalJs } from 'decimal.js'

const Exact = DecimalJs.clone({ precision: 40, rounding: DecimalJs.ROUND_HALF_UP })

export type Decimal = DecimalJs

export const decimal = (value: string | number): Decimal => new Exact(value)

export const zero = decimal(0)

/** Half away from zero. */
export const roundTo = (value: Decimal, places: number): Decimal =>
  value.toDecimalPlaces(places, DecimalJs.ROUND_HALF_UP)

export const roundUp = (value: Decimal): Decimal => value.toDecimalPlaces(0, DecimalJs.ROUND_UP)

/**
 * Measured once on one workload: Rust `ocpi-tariffs` 0.6.1 (price only) ran at 3.7 times a plain
 * twin on decimal.js.
 */
export const reference = 3.7

/** Twice the reference. */
export const goal = 7.3

/** JSON in and out beside the twin's price alone. */
export const jsonGoal = 1.1
