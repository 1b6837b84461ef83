/**
 * What the simulated acquirer knows of a payment, of a change asked for it, and of a stored
 * card.
 */

/** An amount as Adyen writes it: `value` counts minor units, by Adyen's own exponents. */
export interface Amount {
  readonly currency: string
  readonly value: number
}

/** A trouble to come later, armed by the holder's name: `capture failed` and its like. */
export type ArmedFailure = 'CAPTURE_FAILED' | 'REFUND_FAILED' | 'REFUNDED_REVERSED'

/** One authorisation attempt. All counts are minor units of `amount.currency`, net of failures. */
export interface Payment {
  readonly pspReference: string
  readonly merchantAccount: string
  readonly reference: string
  /** What was asked for. */
  readonly amount: Amount
  readonly state: 'waiting' | 'authorised' | 'refused' | 'cancelled' | 'expired'
  /** The total the issuer confirmed last. */
  readonly authorised: number
  readonly captured: number
  readonly refunded: number
  /** Let go: cancelled, expired, or left over by the final capture. */
  readonly released: number
  readonly preAuthorised: boolean
  readonly multiplePartialCaptures: boolean
  /** Taken at authorisation, without a capture request (the account switch of F21). */
  readonly autoCaptured: boolean
  readonly paymentMethod: string
  readonly authorisationReason: string
  readonly additionalData: Readonly<Record<string, string>>
  readonly adjustAuthorisationData?: string
  readonly armed?: ArmedFailure
  readonly createdAtMs: number
}

export type ModificationKind =
  | 'capture'
  | 'cancel'
  | 'technical-cancel'
  | 'refund'
  | 'reversal'
  | 'adjustment'

/** A change asked for a payment: taken at once, decided a moment later. */
export interface Modification {
  readonly pspReference: string
  readonly kind: ModificationKind
  readonly merchantAccount: string
  /** Ours of the modification; empty when none was sent. */
  readonly reference: string
  /** Absent only for a technical cancel whose reference nobody knows. */
  readonly paymentPspReference?: string
  readonly amount: Amount
  /** `undone`: it came about and was taken back later (CAPTURE_FAILED, REFUND_FAILED…). */
  readonly state: 'received' | 'done' | 'refused' | 'undone'
  readonly reason: string
  /** Of a decided reversal: what it became. */
  readonly action?: 'cancel' | 'refund'
  readonly requestedAtMs: number
  readonly decidedAtMs?: number
}

/** A card kept for a shopper (a token). */
export interface StoredMethod {
  readonly id: string
  readonly merchantAccount: string
  readonly shopperReference: string
  readonly brand: string
  /** A one-way print of the number, to recognise the same card again; the number is never kept. */
  readonly cardPrint: string
  readonly lastFour: string
  readonly expiryMonth: string
  readonly expiryYear: string
  readonly holderName: string
  /** Outcomes queued by a test for the next payments with this token. */
  readonly nextOutcomes: readonly (string | number)[]
}

/** What a payment still holds on the card. */
export function openAmount(payment: Payment): number {
  return payment.authorised - payment.captured - payment.released
}

export function modificationAmount(payment: Payment, value: number): Amount {
  return { currency: payment.amount.currency, value }
}
