/**
 * How much to reserve for a session: a figure of its own beside the price. Pure.
 *
 * The rule: a fifth above what is expected, in whole units of the currency; the operator's least
 * hold if that is more, or ten units where the operator names none, for a guess may be low; and
 * never more than a promised cap, since no bill can exceed it.
 */

import { minorPerUnit } from '@wattline/units'

const headroomPercent = 120n
const leastUnits = 10n
const unitsUnexpected = 30n

/** What a price list says of it, in minor units; null where it says nothing. */
export interface HoldTerms {
  readonly capMinor: bigint | null
  readonly leastHoldMinor: bigint | null
}

const noTerms: HoldTerms = { capMinor: null, leastHoldMinor: null }

/** Minor units to reserve for an expected total; without an expectation, thirty units. */
export function holdFor(
  expectedMinor: bigint | null,
  currency: string,
  { capMinor, leastHoldMinor }: HoldTerms = noTerms,
): bigint {
  const unit = minorPerUnit(currency)
  const least = leastHoldMinor ?? leastUnits * unit
  const wanted = expectedMinor === null ? unitsUnexpected * unit : withHeadroom(expectedMinor, unit)
  const hold = wanted > least ? wanted : least
  return capMinor !== null && capMinor < hold ? capMinor : hold
}

/** In whole units, rounded up. */
function withHeadroom(expectedMinor: bigint, unit: bigint): bigint {
  const wanted = (expectedMinor * headroomPercent + 99n) / 100n
  return ((wanted + unit - 1n) / unit) * unit
}
