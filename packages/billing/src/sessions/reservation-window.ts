/** For how long a connector may have been kept for a driver. Pure. */

import type { Instant } from '@wattline/units'

import type { InputFault } from '../refusal.js'

export const reservedAtMostHours = 24

/**
 * What is wrong with a reservation that was used, or ran out, then; undefined when nothing is.
 *
 * @param endsAs the input's name for the end
 */
export function reservationFault(
  reservedFrom: Instant,
  end: Instant,
  endsAs: string,
): InputFault | undefined {
  const path = 'reservedFrom'
  const reservedMs = end.epochMilliseconds - reservedFrom.epochMilliseconds
  if (reservedMs <= 0) return { path, message: `Must lie before ${endsAs}` }
  if (reservedMs > reservedAtMostHours * 3_600_000) {
    return { path, message: `Lies more than ${reservedAtMostHours} hours before ${endsAs}` }
  }
  return undefined
}
