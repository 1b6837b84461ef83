/**
 * A test's Core with a payment provider and a notifier, and a worker that runs until nothing is
 * left to do.
 */

import { trialBalance } from '@wattline/ledger'
import { type Instant, Temporal } from '@wattline/units'

import { runBacktest } from '../backtests/run.js'
import type { WorkerCore } from '../core.js'
import { billSessions } from '../invoices/bill-sessions.js'
import type { OutgoingNotice } from '../notices/notifier.js'
import { sendNotice } from '../notices/send.js'
import type { Topic } from '../outbox/outbox-event.entity.js'
import { askProvider } from '../payments/ask-provider.js'
import { collect } from '../payments/collect.js'
import type { PaymentEvent } from '../payments/provider.js'
import { runMending } from '../plugin-failures/run-mending.js'
import { decideClaim } from '../refunds/decide-claim.js'
import { recordMeterReadings } from '../sessions/record-readings.js'
import { startSession } from '../sessions/start.js'
import { stopSession } from '../sessions/stop.js'
import { applyWebhooks } from '../webhooks/apply.js'
import { receiveWebhook } from '../webhooks/receive.js'
import { FakeProvider } from './fake-provider.js'
import { type TestCore, testCore } from './test-core.js'
import { addPlug, type World } from './world.js'

export interface MoneyCore extends TestCore {
  readonly provider: FakeProvider
  readonly notifier: WorkerCore['notifier']
  readonly sent: OutgoingNotice[]
}

/** On a database of its own, for a whole test file: each test begins `afresh` in it. */
export async function moneyCore(): Promise<MoneyCore> {
  return withOutsides(await testCore())
}

/** The same database with nothing left to do, a new provider and the clock put back. */
export async function afresh(core: MoneyCore): Promise<MoneyCore> {
  await core.owner.query('truncate outbox, webhook, notice, payment_intent')
  core.clock.set(Temporal.Instant.from('2026-03-02T10:00:00Z'))
  return withOutsides(core)
}

function withOutsides(core: TestCore): MoneyCore {
  const sent: OutgoingNotice[] = []
  const notifier = {
    send: async (notice: OutgoingNotice) => {
      sent.push(notice)
    },
  }
  return { ...core, provider: new FakeProvider(core.clock), notifier, sent }
}

/**
 * Tells of events by webhook, each once unless `fingerprint` says otherwise, and applies what is
 * due.
 */
export async function tell(core: MoneyCore, ...events: readonly PaymentEvent[]): Promise<void> {
  await receiveWebhook(core, events.map(itemOf))
  while ((await applyWebhooks(core)) > 0);
}

let told = 0

export function itemOf(event: PaymentEvent) {
  told += 1
  return { fingerprint: told.toString(16).padStart(64, '0'), item: {}, event }
}

/** Works off the outbox without a queue: returns what was done, as `topic subject`. */
export async function workOff(core: MoneyCore): Promise<string[]> {
  const done: string[] = []
  for (;;) {
    const jobs = await core.db.query<{ operator_id: string; topic: Topic; subject_id: string }[]>(
      `with next as (select id from outbox where relayed_at is null order by id limit 20 for update skip locked)
       update outbox set relayed_at = now() from next where outbox.id = next.id
       returning outbox.id, operator_id, topic, subject_id`,
    )
    const rows = (Array.isArray(jobs[0]) ? jobs[0] : jobs) as typeof jobs
    if (rows.length === 0) return done
    for (const job of rows) {
      await work(core, job)
      done.push(job.topic)
    }
  }
}

/** Works and lets the provider tell of what it did, until both are at rest. */
export async function settle(core: MoneyCore): Promise<void> {
  for (;;) {
    const done = await workOff(core)
    const events = core.provider.events.splice(0)
    await tell(core, ...events)
    if (done.length === 0 && events.length === 0) return
  }
}

async function work(
  core: MoneyCore,
  job: { operator_id: string; topic: Topic; subject_id: string },
): Promise<void> {
  const { operator_id: operatorId, subject_id: subjectId } = job
  switch (job.topic) {
    case 'invoice':
      await billSessions(core, operatorId, [subjectId])
      return
    case 'collect':
      return collect(core, operatorId, subjectId)
    case 'claim':
      return decideClaim(core, operatorId, subjectId)
    case 'notice':
      return sendNotice(core, operatorId, subjectId)
    case 'backtest':
      return runBacktest(core, { operatorId, backtestId: subjectId })
    case 'mending':
      return runMending(core, { operatorId, mendingId: subjectId })
    default:
      return askProvider(core, operatorId, subjectId)
  }
}

export interface Visit {
  readonly energyWh: bigint
  readonly stopReason?: string
  readonly startedAt?: Instant
  readonly card?: boolean
}

/**
 * A whole visit on a connector of its own, from start to stop; billed once the outbox is worked
 * off.
 */
export async function visit(core: MoneyCore, world: World, given: Visit): Promise<string> {
  const { operatorId, locationId, driverId } = world
  const connectorId = await addPlug(core, { operatorId, locationId, maxPowerW: 350_000 })
  const { sessionId } = await startSession(core, world.operator, {
    connectorId,
    driverId,
    startedAt: core.clock.now(),
    meterStart: { value: '0', unit: 'Wh' },
    ...(given.card ? { card: encryptedCard } : {}),
    idempotencyKey: core.newId(),
  })
  core.clock.advance('PT1H')
  await recordMeterReadings(core, world.operator, {
    sessionId,
    readings: [{ measuredAt: core.clock.now(), value: given.energyWh.toString(), unit: 'Wh' }],
    idempotencyKey: core.newId(),
  })
  await stopSession(core, world.operator, {
    sessionId,
    endedAt: core.clock.now(),
    ...(given.stopReason ? { reason: given.stopReason } : {}),
    idempotencyKey: core.newId(),
  })
  return sessionId
}

const encryptedCard = {
  encryptedCardNumber: 'adyenjs_number',
  encryptedExpiryMonth: 'adyenjs_month',
  encryptedExpiryYear: 'adyenjs_year',
  encryptedSecurityCode: 'adyenjs_code',
  store: true,
}

/** Debits less credits over the whole book: empty when it balances. */
export async function imbalance(core: MoneyCore, world: World): Promise<string[]> {
  const books = await trialBalance(core.db, [world.operatorId])
  return books
    .filter(book => book.debitMinor !== book.creditMinor)
    .map(book => `${book.currency} ${book.debitMinor} ${book.creditMinor}`)
}

/** Balances by account, in minor units; the driver's own account is called `driver`. */
export async function book(core: MoneyCore, world: World): Promise<Record<string, bigint>> {
  const [only] = await trialBalance(core.db, [world.operatorId])
  return Object.fromEntries(
    (only?.accounts ?? []).map(({ code, balanceMinor }) => [
      code.startsWith('driver:') ? 'driver' : code,
      balanceMinor,
    ]),
  )
}
