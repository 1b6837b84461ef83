/** The fault rules in force, and how often each has struck. */

import {
  type FaultRule,
  fits,
  type RequestFault,
  type RuleMatch,
  type Subject,
  type WebhookFault,
} from './rule.js'

interface Entry {
  readonly id: number
  readonly rule: FaultRule
  seen: number
  struck: number
}

export class RuleBook {
  private entries: Entry[] = []
  private lastId = 0

  add(rule: FaultRule): number {
    this.lastId += 1
    this.entries.push({ id: this.lastId, rule, seen: 0, struck: 0 })
    return this.lastId
  }

  clear(): void {
    this.entries = []
  }

  list() {
    return this.entries.map(({ id, rule, seen, struck }) => ({
      id,
      ...rule,
      match: showMatch(rule.match),
      seen,
      struck,
    }))
  }

  /** The fault a call must show; counts the call. */
  forRequest(subject: Subject): RequestFault {
    return this.strike(subject, rule => rule.request) ?? {}
  }

  /** The fault a notification must show; counts the notification. */
  forWebhook(subject: Subject): WebhookFault {
    return this.strike(subject, rule => rule.webhook) ?? {}
  }

  /** Whether the notification of this subject is to be sent before its cause is answered. */
  isBeforeResponse(subject: Subject): boolean {
    const entry = this.entries.find(
      ({ rule, struck, seen }) =>
        rule.webhook?.beforeResponse &&
        !isSpent(rule, struck) &&
        seen + 1 >= (rule.match.nth ?? 1) &&
        fits(rule.match, subject),
    )
    return entry !== undefined
  }

  private strike<F>(subject: Subject, part: (rule: FaultRule) => F | undefined): F | undefined {
    let strikes: F | undefined
    for (const entry of this.entries) {
      const fault = part(entry.rule)
      if (fault === undefined || !fits(entry.rule.match, subject)) continue
      entry.seen += 1
      if (strikes !== undefined || isSpent(entry.rule, entry.struck)) continue
      if (entry.seen < (entry.rule.match.nth ?? 1)) continue
      entry.struck += 1
      strikes = fault
    }
    return strikes
  }
}

function isSpent(rule: FaultRule, struck: number): boolean {
  return rule.times > 0 && struck >= rule.times
}

function showMatch({ reference, ...match }: RuleMatch) {
  return reference === undefined ? match : { ...match, reference: reference.source }
}
