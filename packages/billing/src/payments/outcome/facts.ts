/** What an event at the provider is judged by, and what may come of it: plain values, no rows. */

import type { Instant } from '@wattline/units'

import type { NoticeKind, OperatorNoticeKind } from '../../notices/notice.entity.js'
import type { RefundState } from '../../refunds/states.js'
import type { IntentKind, IntentState, PaymentState } from '../states.js'

export interface PaymentFacts {
  readonly state: PaymentState
  readonly currency: string
  readonly askedMinor: bigint
  readonly authorisedMinor: bigint
  readonly capturedMinor: bigint
  readonly refundedMinor: bigint
  readonly refundingMinor: bigint
  readonly merchantAccount: string
  readonly pspReference: string | null
  /**
   * What is for this payment to bring in: the gross of its invoice, less what others of the
   * invoice's payments took or are taking; null while there is no invoice.
   */
  readonly owedMinor: bigint | null
}

export interface IntentFacts {
  readonly id: string
  readonly kind: IntentKind
  readonly state: IntentState
  readonly amountMinor: bigint
  readonly reference: string
  readonly pspReference: string | null
  readonly refundId: string | null
  readonly failures: number
  readonly failedAt: Instant | null
}

export interface Facts {
  readonly payment: PaymentFacts
  readonly intents: readonly IntentFacts[]
}

/** Something a person should see, kept with the payment until it is mended. */
export interface Trouble {
  readonly code: TroubleCode
  readonly message: string
}

export type TroubleCode =
  | 'authorisation-refused'
  | 'partly-authorised'
  | 'second-authorisation'
  | 'expired'
  | 'cancelled-externally'
  | 'cancelled-unpaid'
  | 'cancel-refused'
  | 'capture-refused'
  | 'capture-failed'
  | 'underpaid'
  | 'overpaid'
  | 'refunded-externally'
  | 'does-not-fit'

export interface IntentChange {
  readonly id: string
  readonly state: IntentState
  readonly pspReference?: string
  readonly failures?: number
  readonly failedAt?: Instant
}

/**
 * An operation somebody else asked for; it gets an intent of its own, so that all sums come from
 * intents.
 */
export interface ExternalIntent {
  readonly kind: 'capture' | 'cancel' | 'refund'
  readonly amountMinor: bigint
  readonly pspReference: string
}

export interface Booking {
  readonly recipe: 'captured' | 'capture-failed' | 'refunded' | 'refund-reversed'
  readonly amountMinor: bigint
  /** Which success or failure of the intent it is; the intent's id is added when it is written. */
  readonly round: number
}

export interface Changes {
  readonly payment: {
    readonly state?: PaymentState
    readonly authorisedMinor?: bigint
    readonly capturedMinor?: bigint
    readonly refundedMinor?: bigint
    readonly refundingMinor?: bigint
    readonly pspReference?: string
    readonly trouble?: Trouble | null
  }
  readonly intent?: IntentChange
  readonly external?: ExternalIntent
  readonly refund?: { readonly id: string; readonly state: RefundState }
  readonly booking?: Booking
  /** What is to be done next, in the same transaction. */
  readonly follow: readonly FollowUp[]
}

/**
 * Look again what the payment needs, or what others of its invoice need; try the driver's stored
 * means; let go an authorisation that came late; tell somebody.
 */
export type FollowUp =
  | 'collect'
  | 'collect-others'
  | 'stored-means'
  | 'cancel-late'
  | Exclude<NoticeKind, OperatorNoticeKind>

export type Outcome =
  | { readonly kind: 'apply'; readonly changes: Changes }
  /** Known already, or without effect. */
  | { readonly kind: 'nothing'; readonly note: string }
  /** It ran ahead of something that is still to come. */
  | { readonly kind: 'later'; readonly note: string }
  /** It does not fit what we know: kept, and unless it is mere information shown to a person. */
  | { readonly kind: 'kept'; readonly note: string; readonly quiet?: true }

export function apply(changes: Partial<Changes>): Outcome {
  return { kind: 'apply', changes: { payment: {}, follow: [], ...changes } }
}

export function nothing(note: string): Outcome {
  return { kind: 'nothing', note }
}

export function later(note: string): Outcome {
  return { kind: 'later', note }
}

export function kept(note: string): Outcome {
  return { kind: 'kept', note }
}
