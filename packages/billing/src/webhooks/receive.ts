/**
 * Stores what the provider told us before it is answered: nothing is judged here, so nothing is
 * ever lost.
 */

import type { Core } from '../core.js'
import type { PaymentEvent } from '../payments/provider.js'
import { storeEvent } from './event-json.js'

/** One verified item of a notification. */
export interface ReceivedItem {
  /** sha256 (hex) of the whole item without its signature: the same item again is known by it. */
  readonly fingerprint: string
  /** The item as it came. */
  readonly item: unknown
  /** The same in our words. */
  readonly event: PaymentEvent
}

/** Stores the new ones and wakes whoever applies them. The known ones change nothing. */
export async function receiveWebhook(
  core: Pick<Core, 'db' | 'clock' | 'newId'>,
  items: readonly ReceivedItem[],
): Promise<{ stored: number; known: number }> {
  if (items.length === 0) return { stored: 0, known: 0 }
  const receivedAt = core.clock.now().toString()
  const rows = items.map(({ fingerprint, item, event }) => ({
    id: core.newId(),
    fingerprint,
    merchant_account: event.merchantAccount,
    event_code: event.eventCode,
    psp_reference: event.pspReference,
    original_reference: event.originalReference ?? null,
    body: { item, event: storeEvent(event) },
  }))
  // One statement: stored and announced, or neither.
  const stored = await core.db.query<unknown[]>(
    `with stored as (
       insert into webhook (id, fingerprint, merchant_account, event_code, psp_reference, original_reference, body,
                            state, received_at, due_at)
       select id, fingerprint, merchant_account, event_code, psp_reference, original_reference, body,
              'stored', $2::timestamptz, $2::timestamptz
       from jsonb_to_recordset($1::jsonb) as item (id uuid, fingerprint text, merchant_account text, event_code text,
         psp_reference text, original_reference text, body jsonb)
       on conflict (fingerprint) do nothing returning id)
     select id, pg_notify('wattline_webhook', '') from stored`,
    [storable(JSON.stringify(rows)), receivedAt],
  )
  return { stored: stored.length, known: items.length - stored.length }
}

/**
 * JSON whose texts Postgres can hold (its `jsonb` refuses U+0000 and half a surrogate pair): each
 * becomes the replacement character. Refused, the item would come again and hold back all others.
 */
function storable(json: string): string {
  // JSON writes both as escapes. Each is taken whole, so that text which only looks like one stays.
  return json.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (whole, what: string) =>
    what.length > 1 ? '\\ufffd' : whole,
  )
}
