/** Fault rules: which calls and notifications go wrong, and how. */

/** The calls a rule can name. */
export const operations = [
  'payments',
  'captures',
  'cancels',
  'technicalCancels',
  'refunds',
  'reversals',
  'amountUpdates',
  'storedPaymentMethods',
] as const

export type Operation = (typeof operations)[number]

/** What a rule looks at. Everything given must fit. */
export interface RuleMatch {
  readonly op?: Operation
  readonly eventCode?: string
  /** A regular expression over the merchant reference. */
  readonly reference?: RegExp
  /** Of the payment or of the modification. */
  readonly psp?: string
  readonly idempotencyKey?: string
  /** The how-manieth fitting one it starts with; 1 if not given. */
  readonly nth?: number
}

/** What goes wrong with a call. */
export interface RequestFault {
  readonly delayMs?: number
  /** Cuts the connection before anything happened, or after it all did. */
  readonly dropConnection?: 'before' | 'afterProcessing'
  /** Answers so in place of processing. */
  readonly status?: number
  readonly body?: string
  /**
   * Refuses in place of processing, with `transient-error: true`; 503/703, or 422/704 by
   * `status`.
   */
  readonly transient?: true
  /** Processes, then answers a 2xx without a body. */
  readonly emptyBody?: true
  /** Processes, then answers half of the JSON. */
  readonly badJson?: true
  /** Processes, then answers a byte at a time, so many milliseconds apart. */
  readonly slowDripMs?: number
}

/** What goes wrong with a notification. */
export interface WebhookFault {
  /** Never sent, as if lost for good. */
  readonly suppress?: true
  /** Sent so many times in all. */
  readonly duplicate?: number
  /** The copies at the same time. */
  readonly concurrent?: true
  /** Sent after the next one. */
  readonly reorder?: true
  readonly delayMs?: number
  /** Preceded by a forged copy: a wrong signature, or none. */
  readonly badHmac?: true | 'missing'
  /** Sent, and answered by the receiver, before the call that caused it is answered. */
  readonly beforeResponse?: true
}

export interface FaultRule {
  readonly match: RuleMatch
  readonly request?: RequestFault
  readonly webhook?: WebhookFault
  /** How often it strikes; 1 if not given, 0 for ever. */
  readonly times: number
}

/** A call or a notification that rules are held against. */
export interface Subject {
  readonly op?: Operation
  readonly eventCode?: string
  readonly reference: string
  readonly psps: readonly (string | undefined)[]
  readonly idempotencyKey?: string
}

export function fits(match: RuleMatch, subject: Subject): boolean {
  return (
    (match.op === undefined || match.op === subject.op) &&
    (match.eventCode === undefined || match.eventCode === subject.eventCode) &&
    (match.reference === undefined || match.reference.test(subject.reference)) &&
    (match.psp === undefined || subject.psps.includes(match.psp)) &&
    (match.idempotencyKey === undefined || match.idempotencyKey === subject.idempotencyKey)
  )
}
