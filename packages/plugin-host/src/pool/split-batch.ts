/**
 * Cuts sessions into batches, and a batch that was lost into smaller ones until the session at
 * fault stands alone.
 */

export function batchesOf<T>(items: readonly T[], size: number): T[][] {
  const batches: T[][] = []
  for (let at = 0; at < items.length; at += size) batches.push(items.slice(at, at + size))
  return batches
}

/**
 * Tens first, then one by one: few restarts when one session is at fault, and never more than a
 * session's blame.
 */
export function splitBatch<T>(batch: readonly T[]): T[][] {
  return batchesOf(batch, batch.length > 10 ? 10 : 1)
}
