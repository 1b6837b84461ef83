/** A notification on its way to one endpoint: its tries, its state, and the fault it must show. */

import type { WebhookFault } from '../faults/rule.js'
import type { Webhook } from '../state/records.js'
import type { Reception } from './post.js'

export interface Attempt {
  readonly atMs: number
  readonly reception: Reception
}

export interface Delivery {
  readonly webhook: Webhook
  readonly fault: WebhookFault
  readonly attempts: Attempt[]
  state: 'delayed' | 'waiting' | 'sending' | 'acknowledged' | 'suppressed' | 'given-up'
  /** Called after every try, however it went. */
  onTry?: () => void
}

export function newDelivery(webhook: Webhook, fault: WebhookFault = {}): Delivery {
  return { webhook, fault, attempts: [], state: 'waiting' }
}

/** A delivery as the control API lists it. */
export function showDelivery({ webhook, state, attempts }: Delivery) {
  const { id, endpoint, createdAtMs, item } = webhook
  return { id, endpoint, state, createdAtMs, attempts, item }
}
