/**
 * The shape every restriction is compiled to: a test on one moment, and the cuts at which it may
 * change.
 */

import type { Measure, ResolvedCut } from '../session.js'
import type { Bounds } from './bounds.js'

/** One instant of a session as restrictions see it (OCPI evaluates at the start of a period). */
export interface Moment {
  /** What the site's clock shows. */
  readonly secondOfDay: number
  readonly weekday: number
  readonly date: number
  /** Whole seconds since the session's start. */
  readonly sessionSecond: number
  /** Thousandths of a Wh delivered before this moment. */
  readonly energyMilliWh: number
  /** What was measured, in millionths of a kW and A; absent where nothing was. */
  readonly power?: Level | undefined
  readonly current?: Level | undefined
  /** Whether the session was a reservation that ran out before the vehicle came. */
  readonly reservationExpired?: boolean
}

/**
 * The range of a measured value over the period that begins at a moment, in millionths of its unit.
 * Periods cut from meter readings have one figure: what the meter showed at their start.
 */
export interface Level {
  readonly trough: number
  readonly peak: number
}

export interface Condition {
  readonly holds: (at: Moment) => boolean
  /** The same as an interval, where it is one: the hot path asks this instead. */
  readonly bounds?: Partial<Bounds>
  /** When the element applies, to follow "applies only": `from 07:00 to 18:00`. */
  readonly applies: string
  /** Where `holds` may change. */
  readonly cuts: readonly ResolvedCut[]
  /**
   * Whether the answer hangs on the site's clock or calendar, so that a clock jump may change it.
   */
  readonly readsClock: boolean
  /** What must have been measured for it to hold. */
  readonly reads?: Measure
  /** Whether no moment can ever satisfy it. */
  readonly isNever: boolean
}
