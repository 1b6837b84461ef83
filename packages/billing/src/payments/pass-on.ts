/**
 * What follows from an applied event: look at the payment again, let a late hold go, tell somebody.
 */

import { formatAmount, money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { type NewNotice, notify } from '../notices/notify.js'
import { emit } from '../outbox/emit.js'
import { partnerOfRefund } from '../refunds/partner-of.js'
import { Refund } from '../refunds/refund.entity.js'
import type { AppliedEvent } from './apply-outcome.js'
import { makeNextMove } from './collect.js'
import { lockPayment } from './lock.js'
import { askStoredMeans } from './stored-means.js'
import { writeIntent } from './write-intent.js'

export async function passOn(core: Core, tx: EntityManager, applied: AppliedEvent): Promise<void> {
  const { payment } = applied.locked
  for (const next of applied.changes.follow) {
    switch (next) {
      case 'collect':
        // At once, under the lock we hold: a look that came too soon has been waiting for this.
        await makeNextMove(core, tx, await lockPayment(tx, payment.id))
        break
      case 'collect-others':
        await lookAtOthers(tx, applied)
        break
      case 'stored-means':
        await tryStoredMeans(core, tx, applied)
        break
      case 'cancel-late':
        await writeIntent(core, tx, { payment, kind: 'cancel', amountMinor: 0n })
        break
      case 'receipt':
        await notify(core, tx, receipt(applied))
        break
      case 'payment-trouble':
        await notify(core, tx, trouble(applied))
        break
      default:
        await notify(core, tx, await refundNotice(tx, applied, next))
    }
  }
}

/** What this payment took is no longer theirs to take: a hold that waited for it is let go. */
async function lookAtOthers(tx: EntityManager, { locked }: AppliedEvent): Promise<void> {
  const waiting = locked.others.filter(({ state }) => state === 'authorised')
  if (waiting.length === 0) return
  const after = `after-${locked.payment.id}`
  await emit(
    tx,
    locked.payment.operatorId,
    waiting.map(({ id }) => ({ topic: 'collect', subjectId: id, jobId: `collect-${id}-${after}` })),
  )
}

/** Once: when the hold was refused. What the stored means refuse is for a person. */
async function tryStoredMeans(core: Core, tx: EntityManager, applied: AppliedEvent): Promise<void> {
  const { intents } = applied.locked
  const hold = intents.find(({ id }) => id === applied.intentId)
  if (hold?.authorisationType === 'pre') await askStoredMeans(core, tx, applied.locked)
}

function receipt({ locked: { payment, invoice } }: AppliedEvent): NewNotice {
  return {
    operatorId: payment.operatorId,
    partnerId: payment.partnerId,
    driverId: payment.driverId,
    kind: 'receipt',
    subjectId: invoice?.id ?? payment.id,
    payload: {
      invoiceId: invoice?.id ?? null,
      invoiceNumber: invoice?.number ?? null,
      sessionId: payment.sessionId,
      paid: shown(payment.capturedMinor, payment.currency),
    },
  }
}

/**
 * What the provider said about a card is for support, not for the partner: the code of the trouble
 * is enough.
 */
function trouble({ locked: { payment, invoice }, intentId }: AppliedEvent): NewNotice {
  return {
    operatorId: payment.operatorId,
    partnerId: payment.partnerId,
    driverId: payment.driverId,
    kind: 'payment-trouble',
    subjectId: intentId ?? payment.id,
    payload: {
      paymentId: payment.id,
      sessionId: payment.sessionId,
      invoiceId: invoice?.id ?? null,
      trouble: payment.trouble?.code ?? null,
    },
  }
}

async function refundNotice(
  tx: EntityManager,
  { locked: { payment }, changes, intentId }: AppliedEvent,
  kind: 'refund-accepted' | 'refund-reopened' | 'refund-decided',
): Promise<NewNotice> {
  const refund = await tx.findOneByOrFail(Refund, { id: changes.refund?.id ?? '' })
  return {
    operatorId: payment.operatorId,
    partnerId: await partnerOfRefund(tx, refund, payment.partnerId),
    driverId: refund.driverId,
    kind,
    // One for each try: a refund that failed, was sent again and failed again is told of twice.
    subjectId: intentId ?? refund.id,
    payload: {
      refundId: refund.id,
      invoiceId: refund.invoiceId,
      state: refund.state,
      amount: shown(refund.approvedMinor ?? 0n, refund.currency),
    },
  }
}

function shown(minor: bigint, currency: string) {
  return { amount: formatAmount(money(minor, currency)), currency }
}
