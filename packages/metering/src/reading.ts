/** A meter reading as a value: one register, in Wh, at one instant. */

import type { Decimal, Instant } from '@wattline/units'

export type Activity = 'CHARGING' | 'PARKED'

/** Where in the session the device took it; `import` is a total that another system recorded. */
export type ReadingSource = 'begin' | 'periodic' | 'end' | 'import'

export interface Reading {
  readonly measuredAt: Instant
  /** The meter's own count: it need not start at zero. */
  readonly registerWh: Decimal
  /** What the vehicle does from this instant on; null when the reading does not say. */
  readonly activity: Activity | null
  readonly source: ReadingSource
  /** Whole W over all phases at this instant, where the meter states it. */
  readonly powerW?: number | null
  /** Whole mA, all phases together, at this instant, where the meter states it. */
  readonly currentMilliA?: number | null
}
