/** A session that has been rated: its charging periods and exact lines, before any rounding. */

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import type { Moment } from '../restrictions/condition.js'
import type { Activity } from '../session.js'
import type { Dimension } from '../tariff.js'

/** A stretch during which no price can change (OCPI ChargingPeriod). */
export interface ChargingPeriod {
  /** Where it begins: what the restrictions are asked. */
  readonly start: Moment
  /** May be 0 where an energy threshold lies inside one second. */
  readonly durationSeconds: number
  /** Whole seconds of it that were spent charging, parked without charging, and reserved. */
  readonly chargingSeconds: number
  readonly parkedSeconds: number
  readonly reservedSeconds: number
  /** Whole Wh; over all periods they add up to the session's. */
  readonly energyWh: number
  /** What most of it was spent on; RESERVED, where nothing else happened in it. */
  readonly activity: Activity
  /**
   * What is priced, as finely as a CDR may state it: thousandths of a Wh, hundredths of a second.
   */
  readonly quantities: Readonly<Record<MeteredDimension, number>>
}

/** What a period may use any amount of; a FLAT is billed once. */
export type MeteredDimension = Exclude<Dimension, 'FLAT'>

/** In the order of their lines on a bill, behind a FLAT. */
export const metered: readonly MeteredDimension[] = [
  'ENERGY',
  'TIME',
  'PARKING_TIME',
  'RESERVATION_TIME',
]

/** What one period put into a line. */
export interface PeriodShare {
  /** Index into the session's periods. */
  readonly period: number
  /**
   * Thousandths of a Wh, hundredths of a second, or 1 for a FLAT; what step rounding added is in
   * the last share.
   */
  readonly quantity: number
}

/**
 * What one price component was used for over the session: `exactOf` multiplies it out (OCPI: per
 * dimension).
 */
export interface RatedLine {
  readonly component: CompiledComponent
  /** The tariff the component stands in. */
  readonly tariff: CompiledTariff
  /** Thousandths of a Wh, hundredths of a second, or 1; step rounding included. */
  readonly quantity: number
  readonly addedByStep: number
  readonly shares: readonly PeriodShare[]
}

export interface RatedSession {
  /** The tariff at the session's start, whose limits bind all of it. */
  readonly tariff: CompiledTariff
  /** Whole seconds since 1970. */
  readonly startSecond: number
  readonly endSecond: number
  /** In order of time; they tile the session. */
  readonly periods: readonly ChargingPeriod[]
  /** By dimension, in each in order of first use: the same however the session is cut. */
  readonly lines: readonly RatedLine[]
  readonly warnings: readonly string[]
}
