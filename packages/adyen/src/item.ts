/** Reads one standard webhook item out of what a stranger posted, without trusting any of it. */

import type { AdyenAmount } from './amount.js'

/** The fields of Adyen's `NotificationRequestItem` that are read; absent texts are empty. */
export interface NotificationItem {
  readonly eventCode: string
  readonly success: boolean
  readonly pspReference: string
  readonly originalReference: string
  readonly merchantAccountCode: string
  readonly merchantReference: string
  readonly amount: AdyenAmount
  readonly reason: string
  readonly eventDate: string
  /** Only as trustworthy as TLS and the password: no signature covers it. */
  readonly additionalData: Readonly<Record<string, string>>
  /** From the envelope, likewise unsigned. */
  readonly live: boolean
}

type Fields = Readonly<Record<string, unknown>>

/** The item, or in words what is wrong with it. */
export function readItem(raw: unknown, live: boolean): NotificationItem | string {
  if (!isObject(raw)) return 'the item is no object'
  const { eventCode, success, pspReference, amount, additionalData } = raw
  if (typeof eventCode !== 'string' || eventCode === '') return 'eventCode is missing'
  if (typeof pspReference !== 'string' || pspReference === '') return 'pspReference is missing'
  const succeeded = readFlag(success)
  if (succeeded === undefined) return `success is ${JSON.stringify(success)}`
  if (!isObject(amount)) return 'amount is missing'
  const { value, currency } = amount
  if (typeof value !== 'number' || typeof currency !== 'string') return 'amount is incomplete'
  return {
    eventCode,
    success: succeeded,
    pspReference,
    originalReference: textOf(raw, 'originalReference'),
    merchantAccountCode: textOf(raw, 'merchantAccountCode'),
    merchantReference: textOf(raw, 'merchantReference'),
    amount: { value, currency },
    reason: textOf(raw, 'reason'),
    eventDate: textOf(raw, 'eventDate'),
    additionalData: textsOf(additionalData),
    live,
  }
}

/** Adyen writes the strings "true" and "false"; any other string would be true in a condition. */
export function readFlag(value: unknown): boolean | undefined {
  if (value === 'true' || value === true) return true
  if (value === 'false' || value === false) return false
  return undefined
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

function textsOf(value: unknown): Record<string, string> {
  if (!isObject(value)) return {}
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(texts)
}
