/**
 * Decimals as whole numbers of 10^-places, for hot paths: exact, since every step stays far below
 * the integers a number holds. What does not fit goes the way of `Decimal`.
 */

import { showScaled } from './decimal.js'
import { smallInteger } from './small-integer.js'

/** Fifteen digits: below 2^53, and every text of so many reads back the same. */
const limit = 1e15

const powers = Array.from({ length: 16 }, (_, places) => 10 ** places)

/** The whole number of 10^-places units that a plain text such as `12.5` stands for. */
export function readSmallDecimal(text: string, places: number): number | undefined {
  if (text.length > 15) return undefined
  let scaled = 0
  let digits = 0
  let decimals = -1
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 46 && digits > 0 && decimals < 0) {
      decimals = 0
      continue
    }
    if (code < 48 || code > 57) return undefined
    scaled = scaled * 10 + (code - 48)
    digits += 1
    if (decimals >= 0) decimals += 1
  }
  if (digits === 0 || decimals === 0 || decimals > places) return undefined
  const whole = scaled * (powers[places - Math.max(decimals, 0)] ?? Number.NaN)
  return whole < limit ? whole : undefined
}

/**
 * The whole number of 10^-places units whose shortest text a number prints as: 0.59 is 59 of a
 * hundredth. Undefined when it has more decimals.
 */
export function scaleSmallNumber(value: number, places: number): number | undefined {
  const power = powers[places] ?? Number.NaN
  const scaled = Math.round(value * power)
  // Of fifteen digits and fewer, each decimal has a number of its own, and division finds it.
  return Math.abs(scaled) < limit && scaled / power === value ? smallInteger(scaled) : undefined
}

/** As `showScaled`, for whole numbers. */
export function showSmallDecimal(scaled: number, places: number): string {
  if (!(Math.abs(scaled) < limit)) return showScaled(BigInt(scaled), places)
  if (scaled < 0) return `-${showSmallDecimal(-scaled, places)}`
  const power = powers[places] ?? Number.NaN
  const whole = Math.floor(scaled / power)
  let fraction = scaled - whole * power
  if (fraction === 0) return `${whole}`
  let digits = places
  while (fraction % 10 === 0) {
    fraction /= 10
    digits -= 1
  }
  return `${whole}.${`${fraction}`.padStart(digits, '0')}`
}

/** `000` to `999`, and the same without idle zeros at their end. */
const threes = Array.from({ length: 1000 }, (_, value) => value.toString().padStart(3, '0'))
const ends = threes.map(digits => digits.replace(/0+$/, ''))

/** As `showSmallDecimal` to six places, which kWh and hours have, three digits at a time. */
export function showMillionths(scaled: number): string {
  if (!(scaled >= 0 && scaled < limit)) return showSmallDecimal(scaled, 6)
  const whole = Math.floor(scaled / 1_000_000)
  const fraction = scaled - whole * 1_000_000
  if (fraction === 0) return `${whole}`
  const upper = Math.floor(fraction / 1000)
  const lower = fraction - upper * 1000
  return lower === 0 ? `${whole}.${ends[upper]}` : `${whole}.${threes[upper]}${ends[lower]}`
}

/** Divides two whole numbers, rounding half away from zero; the denominator is above zero. */
export function divideSmallHalfUp(numerator: number, denominator: number): number {
  if (numerator < 0) return 0 - divideSmallHalfUp(-numerator, denominator)
  // Quicker than %. The quotient of whole numbers below 2^53 never comes out as the next whole one:
  // it lies below it by more than what is rounded.
  const whole = Math.floor(numerator / denominator)
  const rest = numerator - whole * denominator
  return 2 * rest >= denominator ? whole + 1 : whole
}
