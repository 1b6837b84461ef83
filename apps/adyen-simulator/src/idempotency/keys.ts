/**
 * Adyen's idempotency keys (docs.adyen.com, "API idempotency"): one scope per company account, kept
 * for at least seven days, whatever the path or body of the second request.
 */

import type { StoredAnswer } from '../state/records.js'

export const longestKey = 64

/** How long a key is remembered; afterwards it executes again. */
const keyLifeMs = 7 * 24 * 3_600_000

export type KeyState =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'in-progress' }
  | { readonly kind: 'stored'; readonly answer: StoredAnswer; readonly otherBody: boolean }

export class IdempotencyKeys {
  /** How often a key came back with another body: always a mistake of the caller. */
  reusedWithOtherBody = 0
  private readonly inProgress = new Set<string>()

  constructor(private readonly answers: Map<string, StoredAnswer>) {}

  /** Takes the key for a request; `finish` must follow when it was fresh. */
  begin(key: string, bodyHash: string, nowMs: number): KeyState {
    if (this.inProgress.has(key)) return { kind: 'in-progress' }
    this.forgetOld(nowMs)
    const answer = this.answers.get(key)
    if (answer) {
      const otherBody = answer.bodyHash !== bodyHash
      if (otherBody) this.reusedWithOtherBody += 1
      return { kind: 'stored', answer, otherBody }
    }
    this.inProgress.add(key)
    return { kind: 'fresh' }
  }

  finish(key: string): void {
    this.inProgress.delete(key)
  }

  private forgetOld(nowMs: number): void {
    for (const [key, { atMs }] of this.answers) {
      if (nowMs - atMs < keyLifeMs) return
      this.answers.delete(key)
    }
  }
}
