/** Judges a standard webhook: each item on its own, and never by throwing. */

import { fingerprint } from './fingerprint.js'
import { isSignedBy } from './hmac.js'
import { isObject, type NotificationItem, readFlag, readItem } from './item.js'

export interface WebhookRules {
  /** The present key, and the former one while it is being changed. */
  readonly hmacKeys: readonly string[]
  /** Which environment this deployment belongs to; any when not given. */
  readonly live?: boolean
  /** Ours; any when not given. */
  readonly merchantAccounts?: readonly string[]
}

/**
 * `genuine`: signed and for us, whatever it says: an amount we cannot read is for the event to tell
 * of, since what is not taken in comes again for 30 days and holds back the rest. `foreign`:
 * signed, but of another account or environment.
 * `unsigned` and `forged`: not to be believed. `malformed`: not an item we can read.
 */
export type JudgedItem =
  | {
      readonly verdict: 'genuine' | 'foreign' | 'unsigned' | 'forged'
      readonly item: NotificationItem
      readonly fingerprint: string
      readonly raw: unknown
      /** Why, for all but the genuine. */
      readonly fault?: string
    }
  | {
      readonly verdict: 'malformed'
      readonly fingerprint: string
      readonly raw: unknown
      readonly fault: string
    }

/**
 * Every item of a webhook's body with its verdict; one bad item does not spoil the others.
 *
 * @param body the parsed JSON, whatever it is
 */
export function verifyWebhook(body: unknown, rules: WebhookRules): JudgedItem[] {
  const live = isObject(body) ? readFlag(body.live) : undefined
  const entries = isObject(body) ? body.notificationItems : undefined
  if (live === undefined || !Array.isArray(entries) || entries.length === 0) {
    return [malformed(body, 'the body is no standard webhook of Adyen')]
  }
  return entries.map((entry: unknown) => {
    const raw = isObject(entry) ? entry.NotificationRequestItem : undefined
    return judge(raw, live, rules)
  })
}

function judge(raw: unknown, live: boolean, rules: WebhookRules): JudgedItem {
  const item = readItem(raw, live)
  if (typeof item === 'string') return malformed(raw, item)
  const known = { item, raw, fingerprint: fingerprint(raw) }
  const { hmacSignature } = item.additionalData
  if (!hmacSignature) return { verdict: 'unsigned', fault: 'hmacSignature is missing', ...known }
  if (!isSignedBy(item, hmacSignature, rules.hmacKeys)) {
    return { verdict: 'forged', fault: 'no key of ours made this signature', ...known }
  }
  const foreign = findForeign(item, rules)
  return foreign
    ? { verdict: 'foreign', fault: foreign, ...known }
    : { verdict: 'genuine', ...known }
}

function findForeign(item: NotificationItem, rules: WebhookRules): string | undefined {
  const { merchantAccountCode, live } = item
  if (rules.live !== undefined && rules.live !== live) {
    return `it comes from the ${live ? 'live' : 'test'} environment`
  }
  if (rules.merchantAccounts && !rules.merchantAccounts.includes(merchantAccountCode)) {
    return `merchant account ${merchantAccountCode} is not ours`
  }
  return undefined
}

function malformed(raw: unknown, fault: string): JudgedItem {
  return { verdict: 'malformed', fault, raw, fingerprint: fingerprint(raw) }
}
