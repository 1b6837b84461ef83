/**
 * The loops beside the queues: outbox to queue, inbox to payments, the janitor, and shadows beside
 * bills.
 */

import { applyWebhooks, priceShadows } from '@wattline/billing'

import type { WorkerHealth } from './health.js'
import { nothingFound, tidyUp } from './janitor.js'
import type { Workshop } from './jobs/perform.js'
import { Listener } from './listen.js'
import { eventsATurn, relayEvents } from './outbox/relay.js'
import { Turns, type TurnsOptions } from './turns.js'

export interface Loops {
  health(): WorkerHealth
  /** Ends after the turns that run. */
  stop(): Promise<void>
}

/** Signals wake relay and inbox; their pauses are for a signal that was lost. */
const pauseMs = { relay: 1000, inbox: 1000, janitor: 10_000, shadows: 15_000 } as const
const webhooksATurn = 200

export function startLoops(workshop: Workshop, databaseUrl: string): Loops {
  const { core, queues, log } = workshop
  let findings = nothingFound
  const loop = (name: keyof typeof pauseMs, turn: TurnsOptions['turn']) =>
    new Turns({ name, turn, pauseMs: pauseMs[name], clock: core.clock, log })

  const relay = loop('relay', async () => (await relayEvents(core.db, queues)) === eventsATurn)
  const inbox = loop('inbox', async () => (await applyWebhooks(core, webhooksATurn)) > 0)
  const janitor = loop('janitor', async () => {
    findings = await tidyUp(core, log, findings)
    return false
  })
  const shadows = loop('shadows', () => priceShadows(core))
  const listener = new Listener({
    url: databaseUrl,
    onSignal: { wattline_outbox: () => relay.wake(), wattline_webhook: () => inbox.wake() },
    log,
  })
  return {
    health: () => ({
      relay: relay.health(),
      inbox: inbox.health(),
      janitor: janitor.health(),
      shadows: shadows.health(),
      overdueEvents: findings.overdueEvents,
      needsPerson: findings.needsPerson.length,
    }),
    async stop() {
      await listener.close()
      await Promise.all([relay.stop(), inbox.stop(), janitor.stop(), shadows.stop()])
    },
  }
}
