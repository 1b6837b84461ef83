/** How much to reserve for a session: a figure of its own beside the price. Pure. */

import { minorPerUnit } from '@wattline/units'

/**
 * A fifth above what is expected, in whole units of the currency; ten at the least, for a guess may
 * be low.
 */
const headroomPercent = 120n
const leastUnits = 10n

/** Minor units to reserve for an expected total; without an expectation, thirty units. */
export function holdFor(expectedMinor: bigint | null, currency: string): bigint {
  const unit = minorPerUnit(currency)
  if (expectedMinor === null) return 30n * unit
  const wanted = (expectedMinor * headroomPercent + 99n) / 100n
  const wholeUnits = ((wanted + unit - 1n) / unit) * unit
  return wholeUnits > leastUnits * unit ? wholeUnits : leastUnits * unit
}
