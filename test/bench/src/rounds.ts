/**
 * Compares two contenders measured in turn: the median of the ratios inside each round, for
 * machines are noisy.
 */

export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const [min, max] = [sorted[0], sorted.at(-1)]
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (min === undefined || max === undefined || upper === undefined) {
    throw new Error('A spread needs at least one value')
  }
  const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? upper) : upper
  return { min, median: (lower + upper) / 2, max }
}

/** Ratios of ours to the peer's, round by round. */
export function pairedRatios(ours: readonly number[], peers: readonly number[]): Spread {
  if (ours.length !== peers.length) throw new Error('Each round measures both')
  return spread(ours.map((value, round) => value / (peers[round] ?? Number.NaN)))
}

export function show({ min, median, max }: Spread, digits = 2): string {
  return `${median.toFixed(digits)} [${min.toFixed(digits)}..${max.toFixed(digits)}]`
}
