/**
 * The facts a session is priced from, its reservation first: the same for quote, live price, bill
 * and re-rate. Pure.
 */

import type { SessionEnergy } from '@wattline/metering'
import type { SessionFacts } from '@wattline/tariffs'
import type { Instant } from '@wattline/units'

export interface Reservation {
  /** From when the connector was kept for the driver; null where it was not. */
  readonly reservedFrom: Instant | null
  /** Whether it ran out before the vehicle came. */
  readonly reservationExpired: boolean
}

/** A session as far as its price reaches, beside its readings. */
export interface Timed extends Reservation {
  readonly startedAt: Instant
  readonly endedAt: Instant
}

/** @param energy what the session's readings prove */
export function factsOf(session: Timed, { samples }: Pick<SessionEnergy, 'samples'>): SessionFacts {
  const { startedAt, endedAt } = session
  return withReservation({ startedAt, endedAt, samples }, session)
}

/**
 * Puts the reservation before the charging: what is priced then begins with it (OCPI 2.3.0
 * mod_cdrs, `start_date_time` of a CDR with a reservation), so that durations count from there.
 */
export function withReservation(
  charging: SessionFacts,
  { reservedFrom, reservationExpired }: Reservation,
): SessionFacts {
  if (reservedFrom === null) return charging
  return {
    startedAt: reservedFrom,
    endedAt: charging.endedAt,
    samples: [
      { at: reservedFrom, energyWh: 0n, activity: 'RESERVED' },
      // One that ran out ends here: no time is left to charge in.
      { at: charging.startedAt, energyWh: 0n, activity: 'CHARGING' },
      ...charging.samples,
    ],
    reservationExpired,
  }
}
