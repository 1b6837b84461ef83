/** Sends one delivery once, with the fault it must show: forged first, or several times. */

import type { Timeline } from '../time/timeline.js'
import type { Delivery } from './delivery.js'
import { envelope, type StandardItem } from './item.js'
import { isAcknowledged, type Postman, type Reception, type WebhookEndpoint } from './post.js'

export interface Carrier {
  readonly postman: Postman
  readonly timeline: Timeline
}

/** @returns whether the endpoint acknowledged it */
export async function send(
  carrier: Carrier,
  endpoint: WebhookEndpoint,
  delivery: Delivery,
): Promise<boolean> {
  const { fault, webhook, attempts } = delivery
  const firstTry = attempts.length === 0
  const post = async (body: string): Promise<boolean> => {
    const reception: Reception = await carrier.postman.post(endpoint, body)
    attempts.push({ atMs: carrier.timeline.nowMs(), reception })
    return isAcknowledged(reception)
  }

  // Only the first try goes wrong: a forged item that came back for ever would block the queue.
  if (firstTry && fault.badHmac) await post(envelope(forge(webhook.item, fault.badHmac)))

  const body = envelope(webhook.item)
  const copies = firstTry ? (fault.duplicate ?? 1) : 1
  if (fault.concurrent) {
    const all = await Promise.all(Array.from({ length: copies }, () => post(body)))
    return all.every(acknowledged => acknowledged)
  }
  let acknowledged = true
  for (let copy = 0; copy < copies && acknowledged; copy++) acknowledged = await post(body)
  return acknowledged
}

/** The same item with a signature nobody made, or with none. */
function forge(item: StandardItem, how: true | 'missing'): StandardItem {
  const { hmacSignature = '', ...additionalData } = item.additionalData
  if (how === 'missing') return { ...item, additionalData }
  const forged = (hmacSignature.startsWith('A') ? 'B' : 'A') + hmacSignature.slice(1)
  return { ...item, additionalData: { ...additionalData, hmacSignature: forged } }
}
