/** All restrictions this engine prices; a new one is a file of its own and a line here. */

import type { ObjectReader } from '../parse/read-object.js'
import type { TariffRestrictions } from '../tariff.js'
import type { Condition } from './condition.js'
import { dateRange } from './date-range.js'
import { dayOfWeek } from './day-of-week.js'
import { measuredCurrent, measuredPower } from './measured.js'
import { reservation } from './reservation.js'
import { sessionDuration } from './session-duration.js'
import { sessionEnergy } from './session-energy.js'
import { timeOfDay } from './time-of-day.js'

/** How one restriction is read from a tariff, and what it comes to. */
export interface RestrictionRule {
  /** Its own fields of the document; what is wrong goes to the reader's faults. */
  readonly read: (reader: ObjectReader) => Partial<TariffRestrictions>
  /** Undefined when the tariff does not restrict it. */
  readonly compile: (restrictions: TariffRestrictions) => Condition | undefined
}

export const restrictionRules: readonly RestrictionRule[] = [
  timeOfDay,
  dateRange,
  dayOfWeek,
  sessionEnergy,
  sessionDuration,
  measuredCurrent,
  measuredPower,
  reservation,
]

/** Every condition of an element; all of them must hold (OCPI mod_tariffs, TariffRestrictions). */
export function conditionsOf(restrictions: TariffRestrictions): Condition[] {
  return restrictionRules.flatMap(rule => rule.compile(restrictions) ?? [])
}
