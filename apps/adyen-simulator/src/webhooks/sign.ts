/**
 * Signs standard webhook items as Adyen does (docs.adyen.com, "Verify HMAC signatures").
 *
 * Deliberately shares no code with the verifier in `packages/adyen`: the two check each other.
 */

import { createHmac } from 'node:crypto'

/** The eight fields a signature covers. Everything else in an item is not authenticated. */
export interface SignedFields {
  readonly pspReference: string
  readonly originalReference?: string
  readonly merchantAccountCode: string
  readonly merchantReference: string
  readonly amount: { readonly value: number; readonly currency: string }
  readonly eventCode: string
  readonly success: string
}

/** @param hmacKey hexadecimal, as shown in Adyen's Customer Area; its case does not matter */
export function signItem(item: SignedFields, hmacKey: string): string {
  const { value, currency } = item.amount
  const signed =
    `${item.pspReference}:${item.originalReference ?? ''}:${item.merchantAccountCode}:` +
    `${item.merchantReference}:${value}:${currency}:${item.eventCode}:${item.success}`
  return createHmac('sha256', Buffer.from(hmacKey, 'hex')).update(signed, 'utf8').digest('base64')
}
