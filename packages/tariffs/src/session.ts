/**
 * What is known of one session, and where its price may change: the engine's input beside the
 * tariff.
 */

import type { Instant } from '@wattline/units'

export type Activity = 'CHARGING' | 'PARKED'

/** One reading of a session. */
export interface Sample {
  readonly at: Instant
  /** Whole Wh since the session's start; never falls. */
  readonly energyWh: bigint
  /** Holds from this sample on; absent, the one before goes on. A session begins CHARGING. */
  readonly activity?: Activity
}

/**
 * A session as it was metered. Samples are in order of time and inside the session; energy is 0 at
 * the start, runs straight between two samples and stays after the last one.
 */
export interface SessionFacts {
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly samples: readonly Sample[]
}

/** A place where a price may change, so that no charging period straddles it. */
export type ResolvedCut =
  | { readonly kind: 'clock'; readonly secondOfDay: number }
  | { readonly kind: 'sinceStart'; readonly seconds: number }
  | { readonly kind: 'sinceChargingEnded'; readonly seconds: number }
  | { readonly kind: 'sessionWh'; readonly wh: bigint }
