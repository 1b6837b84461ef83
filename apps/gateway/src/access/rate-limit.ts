/** How many operations a key may ask for: one token bucket per key, in this process. */

import { BoundedMap } from '../engine/bounded-map.js'

interface Bucket {
  tokens: number
  filledAtMs: number
}

const bucketsAtMost = 10_000

export interface RateLimit {
  /** Milliseconds to wait before the next operation; 0 when this one may go on. */
  waitMs(keyId: string): number
}

/**
 * @param perSecond what flows into each bucket; it holds two seconds' worth, so that bursts pass
 * @param nowMs a clock that never goes back
 */
export function limitRate(perSecond: number, nowMs: () => number): RateLimit {
  const buckets = new BoundedMap<string, Bucket>(bucketsAtMost)
  const most = perSecond * 2
  return {
    waitMs(keyId) {
      const now = nowMs()
      const bucket = buckets.getOrMake(keyId, () => ({ tokens: most, filledAtMs: now }))
      const flowedIn = ((now - bucket.filledAtMs) * perSecond) / 1000
      bucket.tokens = Math.min(most, bucket.tokens + flowedIn)
      bucket.filledAtMs = now
      if (bucket.tokens < 1) return Math.ceil(((1 - bucket.tokens) * 1000) / perSecond)
      bucket.tokens -= 1
      return 0
    },
  }
}
