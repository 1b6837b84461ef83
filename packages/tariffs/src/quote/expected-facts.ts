/**
 * Builds the facts of a session that has not happened yet, so that a quote is priced as a bill will
 * be.
 */

import { assert, type Instant, instantFromSecond, secondOf } from '@wattline/units'

import type { SessionFacts } from '../session.js'

export interface Expectation {
  readonly startAt: Instant
  /** Minutes of charging, at a steady power. */
  readonly minutes: number
  readonly energyWh: bigint
  /** Minutes the vehicle stays after it has stopped charging. */
  readonly parkedMinutes?: number
}

/** @throws BrokenInvariant for a negative expectation */
export function expectedFacts({
  startAt,
  minutes,
  energyWh,
  parkedMinutes = 0,
}: Expectation): SessionFacts {
  assert(minutes >= 0 && parkedMinutes >= 0, 'a session is expected to last 0 minutes or more')
  assert(energyWh >= 0n, 'a session is expected to take 0 Wh or more')
  const start = secondOf(startAt)
  const chargedAt = start + Math.round(minutes * 60)
  const endedAt = chargedAt + Math.round(parkedMinutes * 60)
  return {
    startedAt: instantFromSecond(start),
    endedAt: instantFromSecond(endedAt),
    samples: [{ at: instantFromSecond(chargedAt), energyWh, activity: 'PARKED' }],
  }
}
