/** A person's word on a held session: billed as it was measured, or never billed. */

import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { settleCoupon } from '../facts/use-coupon.js'
import { once } from '../once.js'
import { emit } from '../outbox/emit.js'
import { Payment } from '../payments/payment.entity.js'
import { Refusal, refuseInput } from '../refusal.js'
import { lockSession, operatorOfSession } from './find-session.js'
import { type Ruling, Session, type StoredRuling } from './session.entity.js'
import { moveSession } from './states.js'

export interface DecideHeldInput {
  readonly sessionId: string
  readonly decision: Ruling
  /** Kept with the session, and with the bill if there is one. */
  readonly reason: string
  readonly idempotencyKey: string
}

const reasonLengthAtMost = 2000

/**
 * Accepted, it is billed in spite of what was found about its readings, with who said so in the
 * proof. Dropped, it stands on no invoice for ever, and its hold is let go.
 *
 * @throws Refusal `not-found`, `session-not-held`, `input-invalid`
 */
export async function decideHeldSession(
  core: Core,
  authority: Authority,
  input: DecideHeldInput,
): Promise<{ sessionId: string }> {
  requireRole(authority, 'operator', 'finance', 'support')
  checkReason(input.reason)
  const operatorId = await operatorOfSession(core, authority, input.sessionId)
  const ask = {
    holderId: authority.holderId,
    operatorId,
    key: input.idempotencyKey,
    input: ['decideHeldSession', input],
  }
  return once(core, ask, tx => decide(core, tx, { authority, input }))
}

interface Deciding {
  readonly authority: Authority
  readonly input: DecideHeldInput
}

async function decide(
  core: Core,
  tx: EntityManager,
  { authority, input: { sessionId, decision, reason } }: Deciding,
): Promise<{ sessionId: string }> {
  const session = await lockSession(tx, sessionId)
  if (session.state !== 'held') throw new Refusal('session-not-held', { state: session.state })
  const now = core.clock.now()
  const { keyId } = authority
  const ruling: StoredRuling = { decision, reason, keyId, decidedAt: now.toString() }
  moveSession(session, decision === 'accept' ? 'ended' : 'dropped')
  await tx.update(Session, { id: sessionId }, { state: session.state, ruling, updatedAt: now })
  if (decision === 'drop') {
    if (session.couponCode) await settleCoupon(tx, { sessionId, takenMinor: 0n, now })
    await lookAtPayments(core, tx, session)
  } else {
    const jobId = `invoice-${core.newId()}`
    await emit(tx, session.operatorId, [{ topic: 'invoice', subjectId: sessionId, jobId }])
  }
  return { sessionId }
}

/** A dropped session owes nothing: each of its payments lets go of what it holds. */
async function lookAtPayments(core: Core, tx: EntityManager, session: Session): Promise<void> {
  const payments = await tx.findBy(Payment, { sessionId: session.id })
  const events = payments.map(({ id }) => {
    return { topic: 'collect', subjectId: id, jobId: `collect-${core.newId()}` } as const
  })
  if (events.length > 0) await emit(tx, session.operatorId, events)
}

function checkReason(reason: string): void {
  if (reason.trim() !== '' && reason.length <= reasonLengthAtMost) return
  const message = `In words, at most ${reasonLengthAtMost} characters: it stays with the session`
  refuseInput([{ path: 'reason', message }])
}
