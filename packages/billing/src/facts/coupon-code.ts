/** Reads a coupon's code as a driver types it: case and space around it say nothing. Pure. */

import { refuseInput } from '../refusal.js'

const pattern = /^[A-Z0-9][A-Z0-9-]{0,39}$/

/** Undefined for what cannot be a code. */
export function couponCodeFrom(text: string): string | undefined {
  const code = text.trim().toUpperCase()
  return pattern.test(code) ? code : undefined
}

/** Null where none was given. @throws Refusal `input-invalid` */
export function readCouponCode(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.trim() === '') return null
  const code = couponCodeFrom(text)
  if (code !== undefined) return code
  const message = '1 to 40 letters, digits and hyphens, no hyphen first'
  refuseInput([{ path: 'couponCode', message }])
}
