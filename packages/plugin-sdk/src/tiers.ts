/** Finds the tier that a figure reaches. */

/** A tier reaches from this figure up to the next tier. */
export interface Tier {
  readonly from: number
}

/** The tier with the highest `from` that is reached, whatever their order; none below all. */
export function highestTier<T extends Tier>(tiers: readonly T[], reached: number): T | undefined {
  let highest: T | undefined
  for (const tier of tiers) {
    if (tier.from <= reached && tier.from >= (highest?.from ?? tier.from)) highest = tier
  }
  return highest
}
