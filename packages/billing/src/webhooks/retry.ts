/**
 * When a webhook that does not fit yet is tried again, and when we stop waiting for what it is
 * about. Pure.
 */

import type { Instant } from '@wattline/units'

/**
 * Longer than this, and what a webhook is about is not only late (Adyen: it may precede our own
 * commit).
 */
const orphanAfterMinutes = 15
/**
 * An event that ran ahead of another is waited for as long as the provider retries the other one's
 * delivery.
 */
const giveUpAfterHours = 30 * 24
const firstPauseSeconds = 1
const longestPauseSeconds = 600

/** 1, 2, 4 … seconds, ten minutes at most. */
export function nextTry(attempts: number, now: Instant): Instant {
  const seconds = Math.min(firstPauseSeconds * 2 ** Math.min(attempts, 20), longestPauseSeconds)
  return now.add({ seconds })
}

export function isOrphan(receivedAt: Instant, now: Instant): boolean {
  return receivedAt.until(now).total('minutes') >= orphanAfterMinutes
}

export function isHopeless(receivedAt: Instant, now: Instant): boolean {
  return receivedAt.until(now).total('hours') >= giveUpAfterHours
}
