/** Checks the signature of a standard webhook item (docs.adyen.com, "Verify HMAC signatures"). */

import { createHmac, timingSafeEqual } from 'node:crypto'

import { isHmacKey } from './config.js'
import type { NotificationItem } from './item.js'

/** What is signed: eight fields, joined by colons and not escaped. */
export function signedText(item: NotificationItem): string {
  return [
    item.pspReference,
    item.originalReference,
    item.merchantAccountCode,
    item.merchantReference,
    item.amount.value ?? '',
    item.amount.currency,
    item.eventCode,
    item.success,
  ].join(':')
}

/** Whether one of the keys made this signature. A key that is not hexadecimal fits nothing. */
export function isSignedBy(
  item: NotificationItem,
  signature: string,
  hmacKeys: readonly string[],
): boolean {
  const given = Buffer.from(signature, 'base64')
  return hmacKeys.some(key => {
    if (!isHmacKey(key)) return false
    const expected = createHmac('sha256', Buffer.from(key, 'hex')).update(signedText(item)).digest()
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
