/**
 * Decides claims, by policy or by a person, and carries out what was decided: both take one path.
 */

import { inScope } from '@wattline/database'
import { formatAmount, type Money, money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { Refusal, refuseInput } from '../refusal.js'
import { carryOut } from './carry-out.js'
import { weigh } from './evidence.js'
import { gather, type ReRated } from './gather.js'
import { creditedMinorOf } from './load-document.js'
import { type LockedClaim, lockClaim, operatorOfRefund } from './lock-claim.js'
import { decide, type StoredDecision } from './policy.js'
import { Refund } from './refund.entity.js'
import { restMinor } from './refundable.js'

/**
 * Decides a claim by the operator's policy; a claim that is decided already is left alone.
 *
 * `reRate` prices the invoice's sessions again; it is called before the lock, for it may ask
 * plugins.
 */
export async function decideByPolicy(
  core: Core,
  claim: { readonly operatorId: string; readonly refundId: string },
  reRate: (sessionIds: readonly string[]) => Promise<ReRated>,
): Promise<void> {
  const { operatorId, refundId } = claim
  const sessionIds = await inScope(core.db, [operatorId], tx => openSessions(tx, refundId))
  if (!sessionIds) return
  const reRated = await reRate(sessionIds)
  await inScope(core.db, [operatorId], async tx => {
    const locked = await lockClaim(tx, refundId)
    if (locked.refund.state !== 'claimed') return
    const evidence = weigh(await gather(core, tx, { ...locked, reRated }))
    const { cause, askedMinor, claimedAt } = locked.refund
    const invoiceIssuedAt = locked.locked.invoice?.issuedAt ?? claimedAt
    const facts = { cause, askedMinor, claimedAt, invoiceIssuedAt }
    const decision = decide(facts, evidence, locked.operator.refundPolicy)
    await carryOut(core, tx, { ...locked, evidence, decision, decidedBy: null })
  })
}

export interface DecideInput {
  readonly refundId: string
  readonly approve: boolean
  /** What to give back; what was proposed when absent. At most what was asked. */
  readonly amount?: Money | null
  readonly note: string
  readonly idempotencyKey: string
}

/**
 * A person decides a claim that the policy left to one.
 *
 * @throws Refusal `not-found`, `refund-not-open`, `refund-exceeds-rest`, `input-invalid`
 */
export async function decideRefund(
  core: Core,
  authority: Authority,
  input: DecideInput,
): Promise<{ refundId: string }> {
  requireRole(authority, 'operator', 'finance')
  const { refundId } = input
  const ask = {
    holderId: authority.holderId,
    operatorId: await operatorOfRefund(core, authority, refundId),
    key: input.idempotencyKey,
    input: ['decideRefund', input],
  }
  return once(core, ask, async tx => {
    const locked = await lockClaim(tx, refundId)
    if (locked.refund.state !== 'for-person') throw new Refusal('refund-not-open', { refundId })
    const decision = await judgedBy(core, tx, { locked, input, authority })
    const { evidence } = locked.refund
    await carryOut(core, tx, { ...locked, evidence, decision, decidedBy: authority.keyId })
    return { refundId }
  })
}

async function judgedBy(
  core: Core,
  tx: EntityManager,
  asked: {
    readonly locked: LockedClaim
    readonly input: DecideInput
    readonly authority: Authority
  },
): Promise<StoredDecision> {
  const { locked, input, authority } = asked
  const { refund } = locked
  const proposed = refund.decision
  const person = {
    keyId: authority.keyId,
    note: input.note,
    decidedAt: core.clock.now().toString(),
  }
  const base = {
    policyVersion: proposed?.policyVersion ?? locked.operator.refundPolicy.version,
    clause: proposed?.clause ?? { id: 'no-clause', words: 'A person looked at this claim.' },
    person,
  }
  if (!input.approve) return { ...base, outcome: 'denied', amountMinor: '0' }
  const amountMinor = input.amount?.minor ?? BigInt(proposed?.amountMinor ?? refund.askedMinor)
  checkAmount(input.amount ?? money(amountMinor, refund.currency), refund)
  await checkRest(tx, locked, amountMinor)
  return { ...base, outcome: 'approved', amountMinor: amountMinor.toString() }
}

function checkAmount(amount: Money, refund: Refund): void {
  const path = 'amount'
  if (amount.currency !== refund.currency) {
    refuseInput([{ path: 'amount.currency', message: `The claim is in ${refund.currency}` }])
  }
  if (amount.minor <= 0n) refuseInput([{ path, message: 'Must be above zero' }])
  if (amount.minor > refund.askedMinor) {
    const asked = formatAmount(money(refund.askedMinor, refund.currency))
    refuseInput([{ path, message: `At most what was asked: ${asked} ${refund.currency}` }])
  }
}

async function checkRest(
  tx: EntityManager,
  { refund, locked }: LockedClaim,
  amountMinor: bigint,
): Promise<void> {
  const creditedMinor = await creditedMinorOf(tx, refund.invoiceId)
  const grossMinor = locked.invoice?.grossMinor ?? 0n
  const rest = money(restMinor(locked.payment, { grossMinor, creditedMinor }), refund.currency)
  if (amountMinor > rest.minor) {
    throw new Refusal('refund-exceeds-rest', {
      rest: formatAmount(rest),
      currency: refund.currency,
    })
  }
}

/** Undefined when the claim is decided. */
async function openSessions(tx: EntityManager, refundId: string): Promise<string[] | undefined> {
  const refund = await tx.findOneByOrFail(Refund, { id: refundId })
  if (refund.state !== 'claimed') return undefined
  const rows = await tx.query<{ session_id: string }[]>(
    'select session_id from invoice_session where invoice_id = $1 order by session_id',
    [refund.invoiceId],
  )
  return rows.map(row => row.session_id)
}
