/**
 * The payment provider port: what Wattline asks of a payment service, and the three answers it may
 * give.
 *
 * No answer is a fact to be stored, not an exception, so `unknown` is a case of its own. Every
 * request carries the idempotency key of its intent; forgetting it does not compile.
 */

import type { Money } from '@wattline/units'

/**
 * Where and how a driver pays: a stored token, or fields the provider's own form encrypted. Never a
 * card number.
 */
export type PaymentMeans =
  | {
      readonly kind: 'stored'
      readonly storedPaymentMethodId: string
      readonly shopperReference: string
      /** Whether the driver is there (an app tap) or not (an autocharge, a post-paid bill). */
      readonly driverPresent: boolean
    }
  | {
      readonly kind: 'encrypted-card'
      readonly encryptedCardNumber: string
      readonly encryptedExpiryMonth: string
      readonly encryptedExpiryYear: string
      readonly encryptedSecurityCode: string
      readonly holderName?: string
      readonly shopperReference: string
      readonly store: boolean
    }

interface Ask {
  /** One per intent, at most 64 characters; the same key asks for the same thing again. */
  readonly idempotencyKey: string
  readonly merchantAccount: string
  /** Ours, unique per intent; without ':' and '\'. */
  readonly reference: string
}

export interface AuthoriseRequest extends Ask {
  readonly amount: Money
  readonly means: PaymentMeans
  /** Pre-authorisation (a hold, the amount not final) or final. */
  readonly type: 'pre' | 'final'
  readonly returnUrl: string
  /** Passed on as metadata: at most 20 pairs. */
  readonly metadata?: Readonly<Record<string, string>>
}

interface Modification extends Ask {
  /** The provider's id of the payment that is modified. */
  readonly paymentPspReference: string
}

export interface CaptureRequest extends Modification {
  readonly amount: Money
}

export type CancelRequest = Modification

export interface RefundRequest extends Modification {
  readonly amount: Money
}

/** Cancels an authorisation whose provider id we never learnt, by our own reference of it. */
export interface TechnicalCancelRequest extends Ask {
  readonly paymentReference: string
}

/** Definite no: asking again with this key gives the same no. */
export interface Refused {
  readonly kind: 'refused'
  /** The provider's code, for support: `422/167`, `Refused/2`. Never shown to the driver. */
  readonly code: string
  readonly reason: string
  readonly pspReference?: string
}

/** Nobody knows whether it happened. Ask again with the same key; never treat as no. */
export interface Unknown {
  readonly kind: 'unknown'
  readonly cause: string
}

/** The provider took a request to change a payment; whether it came about only the webhook says. */
export interface Accepted {
  readonly kind: 'accepted'
  readonly pspReference: string
}

/** The money is reserved. */
export interface Authorised {
  readonly kind: 'authorised'
  readonly pspReference: string
  /** May be lower than asked (partial approval). */
  readonly amount: Money
  /** Set when the means were stored with this payment. */
  readonly storedPaymentMethodId?: string
  readonly paymentMethod?: string
}

/** The answer comes later by webhook. */
export interface Waiting {
  readonly kind: 'waiting'
  readonly pspReference?: string
}

export type AuthoriseAnswer = Authorised | Waiting | Refused | Unknown
export type ModificationAnswer = Accepted | Refused | Unknown

export interface PaymentProvider {
  authorise(request: AuthoriseRequest): Promise<AuthoriseAnswer>
  capture(request: CaptureRequest): Promise<ModificationAnswer>
  cancel(request: CancelRequest): Promise<ModificationAnswer>
  technicalCancel(request: TechnicalCancelRequest): Promise<ModificationAnswer>
  refund(request: RefundRequest): Promise<ModificationAnswer>
}

/**
 * One fact a provider told us by webhook, in our words. `raw` event codes we do not know become
 * `other`, which is kept and reported.
 */
export interface PaymentEvent {
  readonly kind:
    | 'authorised'
    | 'authorisation-refused'
    | 'captured'
    | 'capture-refused'
    | 'capture-failed'
    | 'cancelled'
    | 'cancel-refused'
    | 'authorisation-expired'
    | 'refunded'
    | 'refund-refused'
    | 'refund-failed'
    | 'refund-reversed'
    | 'other'
  readonly eventCode: string
  /** Of the event's own subject: the payment for authorised/expired, else the modification. */
  readonly pspReference: string
  /** Of the payment; absent when the event is about the payment itself. */
  readonly originalReference?: string
  readonly merchantReference: string
  readonly merchantAccount: string
  readonly amount: Money
  readonly reason: string
  /** ISO 8601 with offset, as the provider wrote it (second precision, ties happen). */
  readonly occurredAt: string
  /** Whether it says it comes from the live environment. */
  readonly live: boolean
  /** Why its amount could not be read: then nothing follows from it, and a person sees it. */
  readonly fault?: string
}
