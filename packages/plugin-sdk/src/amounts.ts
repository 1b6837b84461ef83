/** Integer arithmetic on amounts (minor units × 10 000), exact past 2^53 too. */

/** How many parts of an amount make one minor unit. */
export const partsPerMinor = 10_000

const safe = Number.MAX_SAFE_INTEGER

function needWhole(value: number, name: string): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name} must be a safe integer: ${value}`)
}

/** a × b ÷ divisor cut towards zero, and what is left over; both exact. */
function mulDiv(
  a: number,
  b: number,
  divisor: number,
): { quotient: number; isHalfOrMore: boolean; isWhole: boolean } {
  const product = a * b
  if (product >= -safe && product <= safe) {
    const left = product % divisor
    return {
      quotient: (product - left) / divisor,
      isHalfOrMore: Math.abs(left) >= divisor - Math.abs(left),
      isWhole: left === 0,
    }
  }
  const exact = BigInt(a) * BigInt(b)
  const by = BigInt(divisor)
  const left = exact % by
  return {
    quotient: Number(exact / by),
    isHalfOrMore: 2n * (left < 0n ? -left : left) >= by,
    isWhole: left === 0n,
  }
}

function needFactors(a: number, b: number, divisor: number): void {
  needWhole(a, 'the first factor')
  needWhole(b, 'the second factor')
  needWhole(divisor, 'the divisor')
  if (divisor <= 0) throw new RangeError(`the divisor must be above zero: ${divisor}`)
}

/**
 * a × b ÷ divisor, rounded to the nearest whole number, halves away from zero (the commercial
 * rule).
 *
 * @throws RangeError when an argument or the result is no safe integer, or the divisor is not above
 * zero
 */
export function mulDivHalfUp(a: number, b: number, divisor: number): number {
  needFactors(a, b, divisor)
  const { quotient, isHalfOrMore } = mulDiv(a, b, divisor)
  const away = a < 0 === b < 0 ? 1 : -1
  const result = (isHalfOrMore ? quotient + away : quotient) + 0 // + 0 makes -0 a plain 0.
  needWhole(result, 'the result')
  return result
}

/**
 * a × b ÷ divisor, rounded down: below zero, further below it.
 *
 * @throws RangeError as `mulDivHalfUp` does
 */
export function mulDivDown(a: number, b: number, divisor: number): number {
  needFactors(a, b, divisor)
  const { quotient, isWhole } = mulDiv(a, b, divisor)
  const result = (a < 0 === b < 0 || isWhole ? quotient : quotient - 1) + 0
  needWhole(result, 'the result')
  return result
}

/** One of several rates, and how much of it. */
export type RateTimes = readonly [rate: number, quantity: number]

/**
 * What several rates for several quantities come to, divided and rounded once, halves away from
 * zero: a quantity that is cut further comes to the same. Rates per kWh for Wh: divide by 1000.
 *
 * @throws RangeError when a figure or the result is no safe integer, or the divisor is not above
 * zero
 */
export function sumProducts(products: readonly RateTimes[], divisor: number): number {
  let total = 0n
  for (const [rate, quantity] of products) {
    needFactors(rate, quantity, divisor)
    total += BigInt(rate) * BigInt(quantity)
  }
  const size = total < 0n ? -total : total
  const by = BigInt(divisor)
  const rounded = Number((2n * size + by) / (2n * by))
  needWhole(rounded, 'the result')
  return (total < 0n ? -rounded : rounded) + 0
}

/** A share of an amount, in basis points (10 000 = the whole), halves away from zero. */
export function mulBp(amount: number, basisPoints: number): number {
  return mulDivHalfUp(amount, basisPoints, 10_000)
}

/** What a rate per kWh comes to for an energy in Wh. */
export function perKwh(rate: number, energyWh: number): number {
  return mulDivHalfUp(rate, energyWh, 1000)
}

/** What a rate per hour comes to for a duration in seconds. */
export function perHour(rate: number, durationSeconds: number): number {
  return mulDivHalfUp(rate, durationSeconds, 3600)
}

/** Whole minor units as an amount. */
export function fromMinor(minor: number): number {
  return mulDivHalfUp(minor, partsPerMinor, 1)
}

/** The sum of some amounts. @throws RangeError when it is no safe integer */
export function sum(amounts: readonly number[]): number {
  let total = 0
  for (const amount of amounts) {
    total += amount
    needWhole(total, 'the sum')
  }
  return total
}

/** How many blocks are complete: none before the first has ended, and never below zero. */
export function completedBlocks(seconds: number, blockSeconds: number): number {
  needWhole(seconds, 'the duration')
  needWhole(blockSeconds, 'the block')
  if (blockSeconds <= 0) throw new RangeError(`the block must be above zero: ${blockSeconds}`)
  return seconds <= 0 ? 0 : (seconds - (seconds % blockSeconds)) / blockSeconds
}

/**
 * Splits an amount by weights so that the parts sum to it: largest remainder first, the earlier
 * part on a tie.
 *
 * @throws RangeError when there is no weight above zero, or one below zero
 */
export function split(amount: number, weights: readonly number[]): number[] {
  needWhole(amount, 'the amount')
  for (const weight of weights) {
    needWhole(weight, 'a weight')
    if (weight < 0) throw new RangeError(`a weight must not be below zero: ${weight}`)
  }
  const whole = sum(weights)
  if (whole === 0) throw new RangeError('a split needs a weight above zero')
  const size = Math.abs(amount)
  const shares = weights.map((weight, index) => {
    const exact = BigInt(size) * BigInt(weight)
    return { index, part: Number(exact / BigInt(whole)), left: exact % BigInt(whole) }
  })
  let missing = size - sum(shares.map(share => share.part))
  const byRemainder = [...shares].sort((a, b) =>
    a.left === b.left ? a.index - b.index : a.left > b.left ? -1 : 1,
  )
  for (const share of byRemainder) {
    if (missing === 0) break
    share.part += 1
    missing -= 1
  }
  return shares.map(share => (amount < 0 ? -share.part + 0 : share.part))
}
