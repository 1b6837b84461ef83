/**
 * Carries out a decision in one transaction: credit note, postings, the reserved amount, the intent
 * to pay back, and the notice. The payment must be locked.
 */

import { assert, formatAmount, money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { notify } from '../notices/notify.js'
import { Payment } from '../payments/payment.entity.js'
import { writeIntent } from '../payments/write-intent.js'
import { issueCreditNote } from './credit-note.js'
import type { StoredEvidence } from './evidence.js'
import type { LockedClaim } from './lock-claim.js'
import { partnerOfRefund } from './partner-of.js'
import type { StoredDecision } from './policy.js'
import { refundableMinor } from './refundable.js'
import { moveRefund } from './states.js'

export interface DecidedClaim extends LockedClaim {
  readonly evidence: StoredEvidence | null
  readonly decision: StoredDecision
  /** The key of the person; null when the policy decided. */
  readonly decidedBy: string | null
}

const stateAfter = { approved: 'requested', denied: 'denied', 'for-person': 'for-person' } as const

export async function carryOut(
  core: Core,
  tx: EntityManager,
  decided: DecidedClaim,
): Promise<void> {
  const { refund, decision, evidence, decidedBy, operator } = decided
  const now = core.clock.now()
  moveRefund(refund, stateAfter[decision.outcome])
  const approvedMinor = decision.outcome === 'approved' ? BigInt(decision.amountMinor) : null
  const creditNoteId =
    approvedMinor === null
      ? null
      : await issueCreditNote(core, tx, {
          operator,
          refund,
          amountMinor: approvedMinor,
          clause: decision.clause,
        })
  const decidedAt = decision.outcome === 'for-person' ? null : now
  await tx.query(
    `update refund set state = $2, evidence = $3, decision = $4, approved_minor = $5, credit_note_id = $6,
                       decided_by = $7, decided_at = $8, updated_at = $9 where id = $1`,
    [
      refund.id,
      refund.state,
      evidence && JSON.stringify(evidence),
      JSON.stringify(decision),
      approvedMinor?.toString() ?? null,
      creditNoteId,
      decidedBy,
      decidedAt?.toString() ?? null,
      now.toString(),
    ],
  )
  if (approvedMinor !== null) await payBack(core, tx, { ...decided, amountMinor: approvedMinor })
  if (decision.outcome !== 'for-person') await tell(core, tx, decided)
}

/** Reserves the amount and writes the intent: from here on, nobody else can give it back. */
export async function payBack(
  core: Core,
  tx: EntityManager,
  {
    refund,
    locked: { payment },
    amountMinor,
  }: Pick<LockedClaim, 'refund' | 'locked'> & { readonly amountMinor: bigint },
): Promise<void> {
  assert(amountMinor <= refundableMinor(payment), 'no more is given back than was captured')
  payment.refundingMinor += amountMinor
  const { refundingMinor } = payment
  const updatedAt = core.clock.now()
  await tx.update(Payment, { id: payment.id }, { refundingMinor, updatedAt })
  await writeIntent(core, tx, { payment, kind: 'refund', amountMinor, refundId: refund.id })
}

async function tell(core: Core, tx: EntityManager, decided: DecidedClaim): Promise<void> {
  const { refund, decision, locked } = decided
  const amount = formatAmount(money(BigInt(decision.amountMinor), refund.currency))
  await notify(core, tx, {
    operatorId: refund.operatorId,
    partnerId: await partnerOfRefund(tx, refund, locked.payment.partnerId),
    driverId: refund.driverId,
    kind: 'refund-decided',
    subjectId: refund.id,
    payload: {
      refundId: refund.id,
      invoiceId: refund.invoiceId,
      outcome: decision.outcome,
      clause: decision.clause,
      amount: { amount, currency: refund.currency },
    },
  })
}
