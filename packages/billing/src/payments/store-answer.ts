/**
 * Stores what the provider answered to an intent. A yes or no to an authorisation goes the way of
 * its webhook.
 */

import { type Instant, money, unreachable } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { Refund } from '../refunds/refund.entity.js'
import { moveRefund, refundStates } from '../refunds/states.js'
import { applyEvent } from './apply-outcome.js'
import { keepStoredMeans } from './keep-stored-means.js'
import { lockPayment } from './lock.js'
import { isOpen } from './outcome/authorisation.js'
import { Payment } from './payment.entity.js'
import { PaymentIntent } from './payment-intent.entity.js'
import type { AuthoriseAnswer, ModificationAnswer, PaymentEvent, Refused } from './provider.js'
import {
  type IntentKind,
  type IntentState,
  intentStates,
  mayMove,
  type PaymentState,
  paymentStates,
} from './states.js'

type Answer = AuthoriseAnswer | ModificationAnswer

export interface AnsweredIntent {
  readonly paymentId: string
  readonly intentId: string
  readonly answer: Answer
}

/**
 * A webhook may have decided the intent before its answer came: then the answer changes nothing.
 */
export async function storeAnswer(
  core: Core,
  tx: EntityManager,
  { paymentId, intentId, answer }: AnsweredIntent,
): Promise<void> {
  const locked = await lockPayment(tx, paymentId)
  const { payment, intents } = locked
  // As it was before the event: an authorisation decided forgets the card.
  const { means } = payment
  const intent = intents.find(({ id }) => id === intentId)
  if (!intent) return
  const now = core.clock.now()
  switch (answer.kind) {
    case 'authorised':
    case 'refused': {
      await writeAnswer(tx, { intentId, answer })
      const event = eventOf(answer, { payment, intent, now })
      await applyEvent(core, tx, { locked, event, intentId })
      if (answer.kind === 'authorised') await keepStoredMeans(core, tx, { payment, means, answer })
      return
    }
    case 'accepted':
    case 'waiting':
    case 'unknown':
      if (!isOpen(intent)) return writeAnswer(tx, { intentId, answer })
      return storeOpen(core, tx, { payment, intent, answer })
    default:
      unreachable(answer)
  }
}

/** Accepted, waiting and unknown leave the last word to the webhook, or to asking again. */
async function storeOpen(
  core: Core,
  tx: EntityManager,
  open: { readonly payment: Payment; readonly intent: PaymentIntent; readonly answer: Answer },
): Promise<void> {
  const { payment, intent, answer } = open
  const unknown = answer.kind === 'unknown'
  const state: IntentState = unknown ? 'uncertain' : 'sent'
  const pspReference = 'pspReference' in answer ? answer.pspReference : undefined
  // Unknown after accepted is no news: the provider has it.
  const moved = mayMove(intentStates, intent.state, state) ? { state } : {}
  await writeAnswer(tx, { intentId: intent.id, answer, ...moved, pspReference })
  if (intent.refundId) await moveRefundAlong(core, tx, { refundId: intent.refundId, state })
  if (intent.kind !== 'authorise') return
  const next: PaymentState = unknown ? 'uncertain' : 'waiting'
  if (!mayMove(paymentStates, payment.state, next)) return
  await tx.update(
    Payment,
    { id: payment.id },
    {
      state: next,
      ...(pspReference && !payment.pspReference ? { pspReference } : {}),
      updatedAt: core.clock.now(),
    },
  )
}

async function writeAnswer(
  tx: EntityManager,
  change: {
    readonly intentId: string
    readonly answer: Answer
    readonly state?: IntentState
    readonly pspReference?: string | undefined
  },
): Promise<void> {
  const { intentId, answer, state, pspReference } = change
  await tx.query(
    `update payment_intent set last_answer = $2, state = coalesce($3, state),
                               psp_reference = coalesce(psp_reference, $4) where id = $1`,
    [intentId, JSON.stringify(plain(answer)), state ?? null, pspReference ?? null],
  )
}

async function moveRefundAlong(
  core: Core,
  tx: EntityManager,
  { refundId, state }: { readonly refundId: string; readonly state: 'sent' | 'uncertain' },
): Promise<void> {
  const refund = await tx.findOneByOrFail(Refund, { id: refundId })
  if (!mayMove(refundStates, refund.state, state)) return
  moveRefund(refund, state)
  await tx.update(Refund, { id: refundId }, { state, updatedAt: core.clock.now() })
}

const refusedAs = {
  authorise: 'authorisation-refused',
  capture: 'capture-refused',
  cancel: 'cancel-refused',
  'technical-cancel': 'cancel-refused',
  refund: 'refund-refused',
} as const satisfies Record<IntentKind, PaymentEvent['kind']>

function eventOf(
  answer: Extract<Answer, { kind: 'authorised' }> | Refused,
  asked: { readonly payment: Payment; readonly intent: PaymentIntent; readonly now: Instant },
): PaymentEvent {
  const { payment, intent, now } = asked
  const yes = answer.kind === 'authorised'
  return {
    kind: yes ? 'authorised' : refusedAs[intent.kind],
    eventCode: `answer to ${intent.kind}`,
    pspReference: answer.pspReference ?? '',
    merchantReference: intent.reference,
    merchantAccount: payment.merchantAccount,
    amount: yes ? answer.amount : money(intent.amountMinor, intent.currency),
    reason: yes ? '' : `${answer.code} ${answer.reason}`,
    occurredAt: now.toString(),
    live: false,
  }
}

function plain(answer: Answer): Record<string, unknown> {
  if (answer.kind !== 'authorised') return { ...answer }
  const { minor, currency } = answer.amount
  return { ...answer, amount: { minor: minor.toString(), currency } }
}
