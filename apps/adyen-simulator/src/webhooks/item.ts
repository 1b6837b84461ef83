/** Composes standard webhook items, signed, in the shape of Adyen's `NotificationRequestItem`. */

import type { Amount } from '../state/payment.js'
import { showEventDate } from '../time/event-date.js'
import { signItem } from './sign.js'

/** Something that happened to a payment, in the words of a webhook. */
export interface Happening {
  readonly eventCode: string
  readonly success: boolean
  /** Of the payment for AUTHORISATION and EXPIRE, else of the modification. */
  readonly pspReference: string
  readonly originalReference?: string
  readonly merchantAccount: string
  readonly merchantReference: string
  readonly amount: Amount
  readonly reason: string
  readonly paymentMethod: string
  readonly operations?: readonly string[]
  readonly additionalData?: Readonly<Record<string, string>>
}

/** One item as it goes over the wire. Every value in `additionalData` is a string. */
export interface StandardItem {
  readonly additionalData: Readonly<Record<string, string>>
  readonly amount: Amount
  readonly eventCode: string
  readonly eventDate: string
  readonly merchantAccountCode: string
  readonly merchantReference: string
  readonly originalReference?: string
  readonly operations?: readonly string[]
  readonly paymentMethod: string
  readonly pspReference: string
  readonly reason: string
  readonly success: 'true' | 'false'
}

/** Signed once, here: retries carry the same signature, also after the key was changed. */
export function composeItem(happening: Happening, atMs: number, hmacKey: string): StandardItem {
  const { eventCode, pspReference, originalReference, operations } = happening
  const item: StandardItem = {
    additionalData: { ...happening.additionalData },
    amount: happening.amount,
    eventCode,
    eventDate: showEventDate(atMs),
    merchantAccountCode: happening.merchantAccount,
    merchantReference: happening.merchantReference,
    ...(originalReference === undefined ? {} : { originalReference }),
    ...(operations === undefined ? {} : { operations }),
    paymentMethod: happening.paymentMethod,
    pspReference,
    reason: happening.reason,
    success: happening.success ? 'true' : 'false',
  }
  const hmacSignature = signItem(item, hmacKey)
  return { ...item, additionalData: { ...item.additionalData, hmacSignature } }
}

/** The body of one notification: JSON carries one item in practice. */
export function envelope(item: StandardItem): string {
  return JSON.stringify({ live: 'false', notificationItems: [{ NotificationRequestItem: item }] })
}
