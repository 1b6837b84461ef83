/**
 * Reads the fields of a Checkout request, refusing in Adyen's codes what is missing or
 * misshapen.
 */

import type { Amount } from '../state/payment.js'
import { refuse } from './error.js'

export type Body = Readonly<Record<string, unknown>>

/** @throws CheckoutError 400/702 when the text is no JSON object */
export function readBody(text: string): Body {
  try {
    const body: unknown = JSON.parse(text)
    if (isBody(body)) return body
  } catch {
    // The same refusal for broken JSON and for JSON that is no object.
  }
  throw refuse.notJson()
}

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text of at most `longest` characters; undefined when it is absent. */
export function optionalText(body: Body, field: string, longest = 256): string | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw refuse.field(field, 'must be a string')
  if (value.length > longest) throw refuse.field(field, `is longer than ${longest} characters`)
  return value
}

export function requiredText(body: Body, field: string, longest = 256): string {
  const value = optionalText(body, field, longest)
  if (!value) throw refuse.required(field)
  return value
}

export function readMerchantAccount(body: Body, known: readonly string[]): string {
  const account = requiredText(body, 'merchantAccount')
  if (!known.includes(account)) throw refuse.merchantAccount()
  return account
}

/** @param least the smallest value allowed: 0 for a card check, 1 for a capture or refund */
export function readAmount(body: Body, least: 0 | 1): Amount {
  const { amount } = body
  if (!isBody(amount)) throw refuse.required('amount')
  const { currency, value } = amount
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) {
    throw refuse.currency(String(currency))
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    throw refuse.amount(`value must be a whole number of minor units from ${least}`)
  }
  return { currency, value }
}

/** A map of texts, such as `additionalData`; other values are left out, as Adyen ignores them. */
export function readTexts(body: Body, field: string): Record<string, string> {
  const value = body[field]
  if (!isBody(value)) return {}
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(texts)
}
