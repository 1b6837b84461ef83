/**
 * The records of the journal: each puts a whole new value, so that replaying them cannot
 * diverge.
 */

import type { StandardItem } from '../webhooks/item.js'
import type { Modification, Payment, StoredMethod } from './payment.js'

/** The final answer of one idempotency key. */
export interface StoredAnswer {
  readonly key: string
  readonly bodyHash: string
  readonly atMs: number
  readonly status: number
  readonly body: string
}

/** One notification for one endpoint, signed when it was first made. */
export interface Webhook {
  readonly id: number
  /** Position of the endpoint in the configuration: its address may change between two starts. */
  readonly endpoint: number
  readonly createdAtMs: number
  readonly item: StandardItem
}

export type JournalRecord =
  | { readonly t: 'payment'; readonly payment: Payment }
  | { readonly t: 'modification'; readonly modification: Modification }
  | { readonly t: 'token'; readonly token: StoredMethod }
  | { readonly t: 'token-removed'; readonly id: string }
  | { readonly t: 'answer'; readonly answer: StoredAnswer }
  | { readonly t: 'webhook'; readonly webhook: Webhook }
  | { readonly t: 'webhook-done'; readonly id: number }
  | { readonly t: 'clock'; readonly shiftMs: number }
