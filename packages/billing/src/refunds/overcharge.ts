/** How much more was billed than the same inputs come to when priced again. */

import type { ClaimFacts } from './evidence.js'

/**
 * Minor units, zero when the new price is not lower; undefined when a session could not be priced
 * again.
 *
 * A higher price is no finding: corrections upward are never automatic.
 */
export function overchargeMinor(facts: ClaimFacts): bigint | undefined {
  if (facts.sessions.length === 0) return undefined
  let reRatedMinor = 0n
  for (const { reRatedGrossMinor } of facts.sessions) {
    if (reRatedGrossMinor === null) return undefined
    reRatedMinor += BigInt(reRatedGrossMinor)
  }
  const overMinor = BigInt(facts.invoice.grossMinor) - reRatedMinor
  return overMinor > 0n ? overMinor : 0n
}
