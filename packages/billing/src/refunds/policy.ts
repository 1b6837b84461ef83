/**
 * Decides a refund claim from frozen evidence and an operator's policy alone, so that the same
 * claim is always decided the same way. The policy is data: it can be published, compared and
 * replayed on past claims.
 */

import { type Instant, unreachable } from '@wattline/units'

import { type Confidence, confidences, type FindingCode, type StoredEvidence } from './evidence.js'
import { overchargeMinor } from './overcharge.js'
import type { RefundCause } from './states.js'

export { defaultRefundPolicy } from './default-policy.js'

/** An operator's rules for giving money back, versioned as a whole. */
export interface RefundPolicy {
  readonly version: string
  /** Days after the invoice within which a claim may be made. */
  readonly windowDays: number
  /** Days within which a claim is decided: what the driver is promised. */
  readonly promisedDays: number
  /** Minor units, as text: what is above it, a person decides. */
  readonly automaticLimitMinor: string
  /** Whether only the first refund of an invoice may go without a person. */
  readonly onlyFirstAutomatic: boolean
  /**
   * In order: the first whose cause and conditions fit applies; when none does, a person decides.
   */
  readonly clauses: readonly PolicyClause[]
}

export interface PolicyClause {
  readonly id: string
  readonly cause: RefundCause
  /** All must hold. */
  readonly when: readonly Condition[]
  readonly action: 'deny' | 'ask-person' | AmountFormula
  /** What the driver is told, in words. */
  readonly words: string
}

export interface Condition {
  readonly finding: FindingCode
  /** Holds from this confidence on; `likely` when absent. */
  readonly atLeast?: Confidence
}

/**
 * What is given back: all that was asked, the whole invoice, its overcharge, or its lines of one
 * component.
 */
export type AmountFormula =
  | 'pay-asked'
  | 'pay-invoice'
  | 'pay-overcharge'
  | 'pay-parking'
  | 'pay-flat'

/** A decision as it is kept and shown. */
export interface StoredDecision {
  readonly outcome: 'approved' | 'denied' | 'for-person'
  readonly policyVersion: string
  readonly clause: { readonly id: string; readonly words: string }
  /** Minor units as text: what is approved, or proposed to the person; `0` when denied. */
  readonly amountMinor: string
  /** Why a person must look, although a clause applies. */
  readonly reservation?: string
  /** What a person decided, and in whose name. */
  readonly person?: { readonly keyId: string; readonly note: string; readonly decidedAt: string }
}

export interface JudgedClaim {
  readonly cause: RefundCause
  readonly askedMinor: bigint
  readonly claimedAt: Instant
  readonly invoiceIssuedAt: Instant
}

export function decide(
  claim: JudgedClaim,
  evidence: StoredEvidence,
  policy: RefundPolicy,
): StoredDecision {
  const policyVersion = policy.version
  const leftMinor = BigInt(evidence.payment.restMinor)
  if (leftMinor === 0n) {
    return { outcome: 'denied', policyVersion, clause: nothingLeft, amountMinor: '0' }
  }
  if (hoursBetween(claim.invoiceIssuedAt, claim.claimedAt) > policy.windowDays * 24) {
    return { outcome: 'denied', policyVersion, clause: tooLate(policy), amountMinor: '0' }
  }
  const clause = policy.clauses.find(
    ({ cause, when }) =>
      cause === claim.cause && when.every(condition => holds(condition, evidence)),
  )
  const told = clause ? { id: clause.id, words: clause.words } : noClause
  if (clause?.action === 'deny') {
    return { outcome: 'denied', policyVersion, clause: told, amountMinor: '0' }
  }
  const formula = clause && clause.action !== 'ask-person' ? clause.action : undefined
  const owedMinor = formula ? amountBy(formula, claim, evidence) : claim.askedMinor
  const amountMinor = lowest(owedMinor, claim.askedMinor, leftMinor)
  const reservation = formula
    ? reservationAgainst(amountMinor, evidence, policy)
    : 'The policy leaves this to a person.'
  return {
    outcome: reservation ? 'for-person' : 'approved',
    policyVersion,
    clause: told,
    amountMinor: amountMinor.toString(),
    ...(reservation ? { reservation } : {}),
  }
}

const nothingLeft = {
  id: 'nothing-left',
  words: 'Everything that was paid on this invoice has been given back already.',
}
const noClause = { id: 'no-clause', words: 'A person looks at this claim.' }

function tooLate(policy: RefundPolicy): { id: string; words: string } {
  return {
    id: 'too-late',
    words: `Claims can be made within ${policy.windowDays} days of the invoice.`,
  }
}

function holds({ finding, atLeast = 'likely' }: Condition, evidence: StoredEvidence): boolean {
  return evidence.findings.some(
    ({ code, confidence }) =>
      code === finding && confidences.indexOf(confidence) >= confidences.indexOf(atLeast),
  )
}

function amountBy(formula: AmountFormula, claim: JudgedClaim, evidence: StoredEvidence): bigint {
  const { components, grossMinor } = evidence.invoice
  switch (formula) {
    case 'pay-asked':
      return claim.askedMinor
    case 'pay-invoice':
      return BigInt(grossMinor)
    case 'pay-overcharge':
      return overchargeMinor(evidence) ?? 0n
    case 'pay-parking':
      return BigInt(components.PARKING_TIME ?? '0')
    case 'pay-flat':
      return BigInt(components.FLAT ?? '0')
    default:
      return unreachable(formula)
  }
}

function reservationAgainst(
  amountMinor: bigint,
  evidence: StoredEvidence,
  policy: RefundPolicy,
): string | undefined {
  if (amountMinor <= 0n) return 'The clause applies, but its amount comes to nothing.'
  if (amountMinor > BigInt(policy.automaticLimitMinor)) {
    return 'The amount is above what goes without a person.'
  }
  const before = evidence.earlierRefunds.some(refund => refund.approvedMinor !== null)
  return before && policy.onlyFirstAutomatic
    ? 'Money was given back on this invoice before.'
    : undefined
}

function lowest(first: bigint, ...others: readonly bigint[]): bigint {
  return others.reduce((low, next) => (next < low ? next : low), first)
}

function hoursBetween(from: Instant, to: Instant): number {
  return from.until(to).total('hours')
}
