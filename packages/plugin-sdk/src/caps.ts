/** Keeps an amount, or a set of lines together, under the most they may come to. */

import { split, sum } from './amounts.js'

/** A cap in minor units × 10 000; null or absent caps nothing. */
export type Cap = number | null | undefined

/** The amount, or the lowest of the caps that is below it. */
export function capAmount(amount: number, ...caps: readonly Cap[]): number {
  return caps.reduce<number>((least, cap) => Math.min(least, cap ?? least), amount)
}

/**
 * The lines as they are where their sizes sum to no more than the cap; else scaled down to sum to
 * it, by largest remainder, without those of which nothing is left.
 */
export function capLines<L extends { readonly amount: number }>(
  lines: readonly L[],
  cap: Cap,
): readonly L[] {
  const sizes = lines.map(({ amount }) => Math.abs(amount))
  if (cap === null || cap === undefined || sum(sizes) <= cap) return lines
  const parts = split(Math.max(cap, 0), sizes)
  return lines.flatMap((line, index) => {
    const part = parts[index] ?? 0
    return part === 0 ? [] : [{ ...line, amount: line.amount < 0 ? -part : part }]
  })
}
