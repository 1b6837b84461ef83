/**
 * What is known of one session, and where its price may change: the engine's input beside the
 * tariff.
 */

import type { Instant } from '@wattline/units'

/** A RESERVED session has not begun to charge: the connector is kept for its driver. */
export type Activity = 'CHARGING' | 'PARKED' | 'RESERVED'

/** What a meter shows at an instant and a price may hang on, beside energy and time. */
export type Measure = 'power' | 'current'

/** One reading of a session. */
export interface Sample {
  readonly at: Instant
  /** Whole Wh since the session's start; never falls. */
  readonly energyWh: bigint
  /** Holds from this sample on; absent, the one before goes on. A session begins CHARGING. */
  readonly activity?: Activity
  /**
   * Whole W and mA over all phases at this instant. They run straight from one sample that states
   * them to the next, and stay after the last; before the first they are not known.
   */
  readonly powerW?: number
  readonly currentMilliA?: number
}

/**
 * A session as it was metered. Samples are in order of time and inside the session; energy is 0 at
 * the start, runs straight between two samples and stays after the last one.
 */
export interface SessionFacts {
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly samples: readonly Sample[]
  /** Whether the session was a reservation that ran out before the vehicle came. */
  readonly reservationExpired?: boolean
}

/** A place where a price may change, so that no charging period straddles it. */
export type ResolvedCut =
  | { readonly kind: 'clock'; readonly secondOfDay: number }
  | { readonly kind: 'sinceStart'; readonly seconds: number }
  | { readonly kind: 'sinceChargingEnded'; readonly seconds: number }
  | { readonly kind: 'sessionWh'; readonly wh: bigint }
  /** Millionths of a kW or A that the measured value rises to or falls below. */
  | { readonly kind: 'power'; readonly level: number }
  | { readonly kind: 'current'; readonly level: number }
