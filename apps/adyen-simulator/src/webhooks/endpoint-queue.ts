/**
 * The queue of one endpoint, held up by its oldest unacknowledged notification.
 *
 * Several notifications travel at once while all goes well. As soon as one stays unacknowledged
 * after its immediate retries, the oldest alone is tried again on a growing schedule, and the ones
 * behind it wait (docs.adyen.com, "Troubleshoot webhooks").
 */

import type { Delivery } from './delivery.js'
import type { WebhookEndpoint } from './post.js'
import { givenUpAfterMs, immediateRetries, retryWaitMs } from './retry-schedule.js'
import { type Carrier, send } from './send.js'

/** How many notifications travel at once while the endpoint answers. */
const parallel = 8

/** A notification to be overtaken waits no longer than this for one that overtakes it. */
const reorderPatienceMs = 2000

export class EndpointQueue {
  private waiting = new Map<number, Delivery>()
  private overtaken: Delivery[] = []
  private inFlight = 0
  private held = false
  private retrying = false
  private heldTries = 0
  private wakes = 0
  /** Tells the retry that is due from one that was set before. */
  private round = 0
  private stopped = false

  constructor(
    private readonly carrier: Carrier,
    private readonly endpoint: () => WebhookEndpoint | undefined,
    private readonly done: (delivery: Delivery) => void,
  ) {}

  add(delivery: Delivery): void {
    if (delivery.fault.reorder) {
      this.overtaken.push(delivery)
      this.carrier.timeline.after(reorderPatienceMs, () => this.letOvertakenGo())
      return
    }
    this.append(delivery)
    this.pump()
  }

  /**
   * Tries the oldest at once, as after a change of the endpoint's settings; where a try is under
   * way, which began before the change, one more follows it.
   */
  wake(): void {
    this.wakes += 1
    if (this.held && !this.retrying) void this.retryOldest()
  }

  stop(): void {
    this.stopped = true
  }

  private pump(): void {
    while (!this.stopped && !this.held && this.inFlight < parallel) {
      const next = this.takeOldest()
      if (!next) return
      void this.flow(next)
    }
  }

  private async flow(delivery: Delivery): Promise<void> {
    this.inFlight += 1
    const { wakes } = this
    const acknowledged = await this.tryUpTo(1 + immediateRetries, delivery)
    this.inFlight -= 1
    if (this.stopped) return
    if (acknowledged) this.finish(delivery, 'acknowledged')
    else {
      this.putBack(delivery)
      if (!this.held) this.holdUp(wakes)
    }
  }

  /** @param wakes how many there were when the try began that failed */
  private holdUp(wakes: number): void {
    this.held = true
    this.round += 1
    if (wakes !== this.wakes) return void this.retryOldest()
    const { round } = this
    const waitMs = retryWaitMs(this.heldTries)
    this.carrier.timeline.after(waitMs, () => {
      if (round === this.round && !this.stopped) void this.retryOldest()
    })
  }

  private async retryOldest(): Promise<void> {
    const oldest = this.takeOldest()
    if (!oldest) return
    this.round += 1
    this.retrying = true
    const { wakes } = this
    const acknowledged = await this.tryUpTo(1, oldest)
    this.retrying = false
    if (this.stopped) return
    const ageMs = this.carrier.timeline.nowMs() - oldest.webhook.createdAtMs
    if (acknowledged || ageMs >= givenUpAfterMs) {
      this.held = false
      this.heldTries = 0
      this.finish(oldest, acknowledged ? 'acknowledged' : 'given-up')
    } else {
      this.heldTries += 1
      this.putBack(oldest)
      this.holdUp(wakes)
    }
  }

  private async tryUpTo(tries: number, delivery: Delivery): Promise<boolean> {
    delivery.state = 'sending'
    for (let left = tries; left > 0 && !this.stopped; left--) {
      const endpoint = this.endpoint()
      const acknowledged = endpoint !== undefined && (await send(this.carrier, endpoint, delivery))
      delivery.onTry?.()
      if (acknowledged) return true
    }
    return false
  }

  private finish(delivery: Delivery, state: 'acknowledged' | 'given-up'): void {
    delivery.state = state
    this.done(delivery)
    this.letOvertakenGo()
    this.pump()
  }

  private letOvertakenGo(): void {
    for (const delivery of this.overtaken.splice(0)) this.append(delivery)
    this.pump()
  }

  private takeOldest(): Delivery | undefined {
    for (const [id, delivery] of this.waiting) {
      this.waiting.delete(id)
      return delivery
    }
    return undefined
  }

  /** Puts an unacknowledged delivery back in its place by age. */
  private putBack(delivery: Delivery): void {
    this.append(delivery)
    this.waiting = new Map([...this.waiting].sort(([a], [b]) => a - b))
  }

  private append(delivery: Delivery): void {
    delivery.state = 'waiting'
    this.waiting.set(delivery.webhook.id, delivery)
  }
}
