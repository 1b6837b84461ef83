/**
 * Writes down what we mean to ask of the provider, with its key and the event that gets it asked.
 */

import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { emit } from '../outbox/emit.js'
import type { Topic } from '../outbox/outbox-event.entity.js'
import type { Payment } from './payment.entity.js'
import { PaymentIntent } from './payment-intent.entity.js'
import type { IntentKind } from './states.js'

export interface NewIntent {
  readonly kind: IntentKind
  readonly amountMinor: bigint
  readonly refundId?: string
  readonly authorisationType?: 'pre' | 'final'
}

const topicOf: Readonly<Record<IntentKind, Topic>> = {
  authorise: 'hold',
  capture: 'capture',
  cancel: 'cancel',
  'technical-cancel': 'cancel',
  refund: 'refund',
}

/**
 * Returns the intent's id. The key belongs to the intent and lives as long: a new try after a no is
 * a new intent.
 *
 * An authorisation goes by the payment's own reference, any other intent by one of its own (without
 * ':' and '\').
 */
export async function writeIntent(
  core: Core,
  tx: EntityManager,
  { payment, ...intent }: NewIntent & { readonly payment: Payment },
): Promise<string> {
  const id = core.newId()
  await tx.insert(PaymentIntent, {
    id,
    operatorId: payment.operatorId,
    paymentId: payment.id,
    refundId: intent.refundId ?? null,
    kind: intent.kind,
    origin: 'ours',
    authorisationType: intent.authorisationType ?? null,
    amountMinor: intent.amountMinor,
    currency: payment.currency,
    reference: intent.kind === 'authorise' ? payment.merchantReference : `${intent.kind}-${id}`,
    idempotencyKey: id,
    state: 'requested',
    createdAt: core.clock.now(),
  })
  await emit(tx, payment.operatorId, [{ topic: topicOf[intent.kind], subjectId: id }])
  return id
}
