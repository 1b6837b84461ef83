/**
 * What is known about a refund claim: the facts gathered by machine, and what they show. Frozen
 * with the decision.
 */

import { findInInvoice } from './findings/invoice.js'
import { findInSessions } from './findings/session.js'
import type { RefundCause, RefundState } from './states.js'

export type FindingCode =
  | 'energy-zero'
  | 'reservation-expired'
  | 'energy-delivered'
  | 'readings-missing'
  | 'readings-gap'
  | 'stopped-by-fault'
  | 'implausible'
  | 'parking-billed'
  | 'energy-while-parked'
  | 'overlapping-session'
  | 'twin-session'
  | 'billed-above-rerate'
  | 'rerate-agrees'
  | 'rerate-unknown'
  | 'hold-rest-released'
  | 'earlier-refund'

/** How sure a finding is, from a hint to a proof. */
export const confidences = ['possible', 'likely', 'certain'] as const
export type Confidence = (typeof confidences)[number]

export interface Finding {
  readonly code: FindingCode
  readonly confidence: Confidence
  /** One sentence with its figures, for the person who decides and the driver who asks. */
  readonly words: string
}

/** One session the invoice covers. Energy in Wh, as text where it may exceed 2^53. */
export interface SessionEvidence {
  readonly sessionId: string
  readonly source: string
  readonly startedAt: string
  readonly endedAt: string | null
  /** The vehicle never came; left out of evidence from before this was known. */
  readonly reservationExpired?: boolean
  readonly stopReason: string | null
  readonly energyWh: string | null
  readonly energySource: string | null
  readonly readings: ReadingsSummary
  readonly irregularities: readonly string[]
  /** Sessions on the same connector at the same time: one plug serves one vehicle. */
  readonly overlapping: readonly {
    readonly sessionId: string
    readonly sameDriver: boolean
    readonly sameEnergy: boolean
  }[]
  /** The same inputs priced again; null when that was not possible. */
  readonly reRatedGrossMinor: string | null
}

export interface ReadingsSummary {
  readonly count: number
  readonly firstAt: string | null
  readonly lastAt: string | null
  readonly largestGapSeconds: number
  /** Energy metered after the vehicle was first reported as parked without charging. */
  readonly energyAfterParkedWh: string
}

/** Everything gathered; amounts are minor units of the invoice's currency, as text. */
export interface ClaimFacts {
  readonly gatheredAt: string
  readonly invoice: {
    readonly id: string
    readonly number: string
    readonly issuedAt: string
    readonly currency: string
    readonly grossMinor: string
    /** Given back by earlier credit notes. */
    readonly creditedMinor: string
    /** Gross amount by component: ENERGY, PARKING_TIME, FLAT … */
    readonly components: Readonly<Record<string, string>>
  }
  readonly payment: {
    readonly id: string
    readonly state: string
    readonly authorisedMinor: string
    readonly capturedMinor: string
    readonly refundedMinor: string
    readonly refundingMinor: string
    /** What a claim can still come to. */
    readonly restMinor: string
    readonly history: readonly {
      readonly kind: string
      readonly state: string
      readonly amountMinor: string
      readonly createdAt: string
    }[]
  }
  readonly sessions: readonly SessionEvidence[]
  readonly earlierRefunds: readonly {
    readonly refundId: string
    readonly state: RefundState
    readonly cause: RefundCause
    readonly approvedMinor: string | null
  }[]
}

export interface StoredEvidence extends ClaimFacts {
  readonly findings: readonly Finding[]
}

/** Adds to the facts what they show. */
export function weigh(facts: ClaimFacts): StoredEvidence {
  return { ...facts, findings: [...findInSessions(facts.sessions), ...findInInvoice(facts)] }
}
