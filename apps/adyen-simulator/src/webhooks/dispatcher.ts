/** Turns what happened into signed notifications, one per endpoint, and sees them delivered. */

import type { Operation, Subject, WebhookFault } from '../faults/rule.js'
import type { RuleBook } from '../faults/rule-book.js'
import type { Webhook } from '../state/records.js'
import type { State } from '../state/state.js'
import type { Timeline } from '../time/timeline.js'
import { type Delivery, newDelivery } from './delivery.js'
import { EndpointQueue } from './endpoint-queue.js'
import { composeItem, type Happening } from './item.js'
import { Postman, type WebhookEndpoint } from './post.js'

/** Finished deliveries that can still be listed and sent again. */
const keptFinished = 10_000

interface Parts {
  readonly state: State
  readonly timeline: Timeline
  readonly rules: RuleBook
  /** Told of each delivery that is over, so that it is not sent again after a restart. */
  readonly finished: (webhook: Webhook) => void
}

/** The notifications of one happening. */
export interface Notice {
  readonly happening: Happening
  readonly webhooks: readonly Webhook[]
}

export interface Dispatched {
  /** Whether the cause is to be answered only after the first try. */
  readonly beforeResponse: boolean
  /** Kept after every endpoint was tried once. */
  readonly tried: Promise<unknown>
}

/** A happening as fault rules look at it. */
export function subjectOf(happening: Happening, op: Operation | undefined): Subject {
  const { eventCode, merchantReference, pspReference, originalReference } = happening
  const psps = [pspReference, originalReference]
  return { ...(op ? { op } : {}), eventCode, reference: merchantReference, psps }
}

export class Dispatcher {
  readonly deliveries = new Map<number, Delivery>()
  private readonly finishedIds: number[] = []
  private readonly postman = new Postman()
  private queues = new Map<number, EndpointQueue>()
  private lastId: number

  constructor(
    private endpoints: readonly WebhookEndpoint[],
    private readonly parts: Parts,
  ) {
    this.lastId = parts.state.lastWebhookId
  }

  /** Makes the notifications, to be kept in the same commit as what they tell of. */
  compose(happening: Happening): Notice {
    const createdAtMs = this.parts.timeline.nowMs()
    const webhooks = this.endpoints.map((endpoint, position) => {
      this.lastId += 1
      const item = composeItem(happening, createdAtMs, endpoint.hmacKey)
      return { id: this.lastId, endpoint: position, createdAtMs, item }
    })
    return { happening, webhooks }
  }

  /** Sends the notifications of one happening after so many simulated milliseconds. */
  dispatch(notice: Notice, op: Operation | undefined, delayMs: number): Dispatched {
    const fault = this.parts.rules.forWebhook(subjectOf(notice.happening, op))
    const waitMs = (fault.beforeResponse ? 0 : delayMs) + (fault.delayMs ?? 0)
    const tried = Promise.all(notice.webhooks.map(webhook => this.send(webhook, fault, waitMs)))
    return { beforeResponse: fault.beforeResponse ?? false, tried }
  }

  /** Sends once more, whatever became of it. @returns whether the notification is still known */
  redeliver(id: number): boolean {
    const known = this.deliveries.get(id)
    if (!known) return false
    this.enqueue(newDelivery(known.webhook))
    return true
  }

  /** Takes up what a former process did not finish. */
  resume(): void {
    for (const webhook of this.parts.state.undelivered.values()) this.enqueue(newDelivery(webhook))
  }

  listEndpoints(): readonly WebhookEndpoint[] {
    return this.endpoints
  }

  setEndpoints(endpoints: readonly WebhookEndpoint[]): void {
    this.endpoints = endpoints
    for (const queue of this.queues.values()) queue.wake()
  }

  reset(): void {
    for (const queue of this.queues.values()) queue.stop()
    this.queues = new Map()
    this.deliveries.clear()
    this.finishedIds.length = 0
  }

  stop(): void {
    this.reset()
    this.postman.close()
  }

  private send(webhook: Webhook, fault: WebhookFault, waitMs: number): Promise<void> {
    return new Promise(resolve => {
      const delivery = newDelivery(webhook, fault)
      delivery.onTry = resolve
      if (fault.suppress) {
        delivery.state = 'suppressed'
        this.deliveries.set(webhook.id, delivery)
        this.finish(delivery)
        resolve()
      } else if (waitMs > 0) {
        delivery.state = 'delayed'
        this.deliveries.set(webhook.id, delivery)
        this.parts.timeline.after(waitMs, () => this.enqueue(delivery))
      } else this.enqueue(delivery)
    })
  }

  private enqueue(delivery: Delivery): void {
    const { id, endpoint } = delivery.webhook
    this.deliveries.set(id, delivery)
    let queue = this.queues.get(endpoint)
    if (!queue) {
      const carrier = { postman: this.postman, timeline: this.parts.timeline }
      const settings = () => this.endpoints[endpoint]
      queue = new EndpointQueue(carrier, settings, over => this.finish(over))
      this.queues.set(endpoint, queue)
    }
    queue.add(delivery)
  }

  private finish(delivery: Delivery): void {
    const { id } = delivery.webhook
    this.parts.finished(delivery.webhook)
    this.finishedIds.push(id)
    const oldest = this.finishedIds.length > keptFinished ? this.finishedIds.shift() : undefined
    if (oldest !== undefined) this.deliveries.delete(oldest)
  }
}
