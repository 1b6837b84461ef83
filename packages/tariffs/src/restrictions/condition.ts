/**
 * The shape every restriction is compiled to: a test on one moment, and the cuts at which it may
 * change.
 */

import type { ResolvedCut } from '../session.js'

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
}

export interface Condition {
  readonly holds: (at: Moment) => boolean
  /** When the element applies, to follow "applies only": `from 07:00 to 18:00`. */
  readonly applies: string
  /** What was found instead, to follow "but": `the clock showed 19:20`. */
  readonly found: (at: Moment) => string
  /** Where `holds` may change. */
  readonly cuts: readonly ResolvedCut[]
  /**
   * Whether the answer hangs on the site's clock or calendar, so that a clock jump may change it.
   */
  readonly readsClock: boolean
  /** Whether no moment can ever satisfy it. */
  readonly isNever: boolean
}
