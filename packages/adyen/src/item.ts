/** Reads one standard webhook item out of what a stranger posted, without trusting any of it. */

/** The fields of Adyen's `NotificationRequestItem` that are read; absent texts are empty. */
export interface NotificationItem {
  readonly eventCode: string
  readonly success: boolean
  readonly pspReference: string
  readonly originalReference: string
  readonly merchantAccountCode: string
  readonly merchantReference: string
  readonly amount: WrittenAmount
  readonly reason: string
  readonly eventDate: string
  /** Only as trustworthy as TLS and the password: no signature covers it. */
  readonly additionalData: Readonly<Record<string, string>>
  /** From the envelope, likewise unsigned. */
  readonly live: boolean
}

/** An amount as it was written, which may be none. */
export interface WrittenAmount {
  readonly value?: number
  readonly currency: string
}

/** Adyen's references have 16 characters, its reports' names up to 80: longer is no reference. */
const referenceLengthAtMost = 255
/** Adyen's items are three deep; deeper than this, neither we nor the database would walk them. */
const depthAtMost = 20

type Fields = Readonly<Record<string, unknown>>

/** The item, or in words what is wrong with it. */
export function readItem(raw: unknown, live: boolean): NotificationItem | string {
  if (!isObject(raw)) return 'the item is no object'
  if (isDeeper(raw, depthAtMost)) return `the item is more than ${depthAtMost} deep`
  const { eventCode, success, pspReference, additionalData } = raw
  if (typeof eventCode !== 'string' || eventCode === '') return 'eventCode is missing'
  if (typeof pspReference !== 'string' || pspReference === '') return 'pspReference is missing'
  const lengths = [eventCode, pspReference, textOf(raw, 'originalReference')]
  if (lengths.some(text => text.length > referenceLengthAtMost)) {
    return `a reference is longer than ${referenceLengthAtMost} characters`
  }
  const succeeded = readFlag(success)
  if (succeeded === undefined) return `success is ${JSON.stringify(success)}`
  return {
    eventCode,
    success: succeeded,
    pspReference,
    originalReference: textOf(raw, 'originalReference'),
    merchantAccountCode: textOf(raw, 'merchantAccountCode'),
    merchantReference: textOf(raw, 'merchantReference'),
    amount: amountOf(raw),
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

/** Whether anything in it stands deeper than so many levels. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some(inner => isDeeper(inner, levels - 1))
}

/** What is missing counts as nothing where an item is signed (Adyen, "Verify HMAC signatures"). */
function amountOf({ amount }: Fields): WrittenAmount {
  if (!isObject(amount)) return { currency: '' }
  const { value } = amount
  return {
    ...(typeof value === 'number' ? { value } : {}),
    currency: textOf(amount, 'currency'),
  }
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
