/**
 * Restrictions as plain intervals: what a moment is held against in the hot path, while each
 * `Condition` keeps the words that explain it.
 */

import { secondsPerDay } from '@wattline/units'

import type { Condition, Moment } from './condition.js'

/** Where a component applies. Starts are inclusive, ends exclusive. */
export interface Bounds {
  /** Seconds of the day; a window whose end comes first runs over midnight. */
  readonly clockFrom: number
  readonly clockTo: number
  /** Bit n for weekday n, 1 (Monday) to 7. */
  readonly days: number
  /** YYYYMMDD. */
  readonly dateFrom: number
  readonly dateTo: number
  /** Thousandths of a Wh of the session. */
  readonly energyFrom: number
  readonly energyTo: number
  /** Seconds of the session. */
  readonly secondFrom: number
  readonly secondTo: number
}

/** Holds at every moment. */
const everywhere: Bounds = {
  clockFrom: 0,
  clockTo: secondsPerDay,
  days: 0b1111_1110,
  dateFrom: 0,
  dateTo: Number.MAX_SAFE_INTEGER,
  energyFrom: Number.MIN_SAFE_INTEGER,
  energyTo: Number.MAX_SAFE_INTEGER,
  secondFrom: 0,
  secondTo: Number.MAX_SAFE_INTEGER,
}

/** The intervals of some conditions together; each kind of condition has bounds of its own. */
export function boundsOf(conditions: readonly Condition[]): Bounds {
  return Object.assign({ ...everywhere }, ...conditions.map(({ bounds }) => bounds))
}

export function isWithin(bounds: Bounds, at: Moment): boolean {
  return (
    isInWindow(bounds, at.secondOfDay) &&
    (bounds.days & (1 << at.weekday)) !== 0 &&
    at.date >= bounds.dateFrom &&
    at.date < bounds.dateTo &&
    at.energyMilliWh >= bounds.energyFrom &&
    at.energyMilliWh < bounds.energyTo &&
    at.sessionSecond >= bounds.secondFrom &&
    at.sessionSecond < bounds.secondTo
  )
}

function isInWindow({ clockFrom, clockTo }: Bounds, second: number): boolean {
  return clockFrom <= clockTo
    ? second >= clockFrom && second < clockTo
    : second >= clockFrom || second < clockTo
}
