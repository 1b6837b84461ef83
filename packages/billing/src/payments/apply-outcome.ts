/**
 * Applies an event to its payment: judged under the row lock, booked and passed on in the same
 * transaction.
 */

import {
  captured,
  captureFailed,
  debtorOf,
  type JournalEntry,
  post,
  refunded,
  refundReversed,
} from '@wattline/ledger'
import { assert, money, parseInstant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { Refund } from '../refunds/refund.entity.js'
import { moveRefund } from '../refunds/states.js'
import { forgetCard } from './forget-card.js'
import { factsOf, type LockedPayment } from './lock.js'
import type { Booking, Changes, Outcome } from './outcome/facts.js'
import { outcomeOf } from './outcome/outcome.js'
import { passOn } from './pass-on.js'
import { Payment } from './payment.entity.js'
import { PaymentIntent } from './payment-intent.entity.js'
import type { PaymentEvent } from './provider.js'
import { moveIntent, movePayment } from './states.js'

export interface ArrivedEvent {
  readonly locked: LockedPayment
  readonly event: PaymentEvent
  /** The intent it answers, where that is certain. */
  readonly intentId?: string
}

/** An event with all it changes; the intent is the one it answers or the one made for it. */
export interface AppliedEvent {
  readonly locked: LockedPayment
  readonly event: PaymentEvent
  readonly changes: Changes
  readonly intentId: string | null
}

/** The payment must be locked by this transaction, in the scope of its operator. */
export async function applyEvent(
  core: Core,
  tx: EntityManager,
  { locked, event, intentId }: ArrivedEvent,
): Promise<Outcome> {
  const known = intentId ? locked.intents.find(({ id }) => id === intentId) : undefined
  const outcome = outcomeOf(factsOf(locked), event, known)
  if (outcome.kind === 'apply') await write(core, tx, { locked, event, changes: outcome.changes })
  if (outcome.kind === 'kept' && !outcome.quiet && !locked.payment.trouble) {
    const trouble = { code: 'does-not-fit', message: `${event.eventCode}: ${outcome.note}` }
    await tx.update(Payment, { id: locked.payment.id }, { trouble, updatedAt: core.clock.now() })
  }
  return outcome
}

async function write(
  core: Core,
  tx: EntityManager,
  judged: Omit<AppliedEvent, 'intentId'>,
): Promise<void> {
  const { locked, event, changes } = judged
  await writePayment(core, tx, judged)
  const intentId = changes.external
    ? await writeExternal(core, tx, judged)
    : await writeIntentChange(tx, locked, changes)
  if (changes.refund) await writeRefund(core, tx, changes.refund)
  if (changes.booking) {
    assert(intentId, 'money moves by an intent')
    const entry = entryOf(core, { locked, event, intentId, booking: changes.booking })
    await post(tx, locked.payment.operatorId, [entry])
  }
  await passOn(core, tx, { ...judged, intentId })
}

async function writePayment(
  core: Core,
  tx: EntityManager,
  { locked: { payment }, changes }: Omit<AppliedEvent, 'intentId'>,
): Promise<void> {
  const { state, ...rest } = changes.payment
  if (state) movePayment(payment, state)
  Object.assign(payment, rest)
  // An authorisation decided is one that is not asked for again: nothing of the card is kept.
  if (state === 'authorised' || state === 'refused') payment.means = forgetCard(payment.means)
  payment.updatedAt = core.clock.now()
  const { id, means, authorisedMinor, capturedMinor, refundedMinor, refundingMinor } = payment
  await tx.update(
    Payment,
    { id },
    {
      state: payment.state,
      means,
      authorisedMinor,
      capturedMinor,
      refundedMinor,
      refundingMinor,
      pspReference: payment.pspReference,
      trouble: payment.trouble,
      updatedAt: payment.updatedAt,
    },
  )
}

async function writeIntentChange(
  tx: EntityManager,
  { intents }: LockedPayment,
  changes: Changes,
): Promise<string | null> {
  if (!changes.intent) return null
  const { id, state, ...rest } = changes.intent
  const intent = intents.find(candidate => candidate.id === id)
  assert(intent, 'an outcome changes an intent of its own payment')
  moveIntent(intent, state)
  await tx.update(PaymentIntent, { id }, { state, ...rest })
  return id
}

async function writeExternal(
  core: Core,
  tx: EntityManager,
  { locked: { payment }, changes: { external } }: Omit<AppliedEvent, 'intentId'>,
): Promise<string> {
  assert(external, 'an external operation is written from what is known of it')
  const id = core.newId()
  await tx.insert(PaymentIntent, {
    id,
    operatorId: payment.operatorId,
    paymentId: payment.id,
    kind: external.kind,
    origin: 'external',
    amountMinor: external.amountMinor,
    currency: payment.currency,
    reference: `external-${external.pspReference}`,
    idempotencyKey: id,
    state: 'succeeded',
    pspReference: external.pspReference,
    createdAt: core.clock.now(),
  })
  return id
}

async function writeRefund(
  core: Core,
  tx: EntityManager,
  { id, state }: NonNullable<Changes['refund']>,
): Promise<void> {
  const refund = await tx.findOneByOrFail(Refund, { id })
  moveRefund(refund, state)
  await tx.update(Refund, { id }, { state, updatedAt: core.clock.now() })
}

const recipes = {
  captured,
  'capture-failed': captureFailed,
  refunded,
  'refund-reversed': refundReversed,
} as const

function entryOf(
  core: Core,
  moved: {
    readonly locked: LockedPayment
    readonly event: PaymentEvent
    readonly intentId: string
    readonly booking: Booking
  },
): JournalEntry {
  const { payment, invoice } = moved.locked
  const { recipe, amountMinor, round } = moved.booking
  const now = core.clock.now()
  const stamp = {
    id: core.newId(),
    occurredAt: parseInstant(moved.event.occurredAt) ?? now,
    recordedAt: now,
  }
  const intent = moved.locked.intents.find(({ id }) => id === moved.intentId)
  return recipes[recipe](stamp, {
    debtor: debtorOf(invoice ?? payment),
    amount: money(amountMinor, payment.currency),
    occasion: `${moved.intentId}:${round}`,
    sessionId: payment.sessionId,
    invoiceId: payment.invoiceId,
    paymentId: payment.id,
    refundId: intent?.refundId ?? null,
  })
}
