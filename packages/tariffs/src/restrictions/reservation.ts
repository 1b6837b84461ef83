/**
 * reservation: an element that prices reserved time only (OCPI 2.3.0 mod_tariffs,
 * ReservationRestrictionType).
 *
 * RESERVATION prices every reservation, RESERVATION_EXPIRES one that ran out before the vehicle
 * came. Which components are asked for reserved time is settled when the tariff is compiled.
 */

import type { RestrictionRule } from './rules.js'

const kinds = ['RESERVATION', 'RESERVATION_EXPIRES'] as const

export const reservation: RestrictionRule = {
  read: reader => {
    const kind = reader.oneOf('reservation', kinds)
    return kind ? { reservation: kind } : {}
  },
  compile: ({ reservation: kind }) => {
    if (kind === undefined) return undefined
    const isForExpired = kind === 'RESERVATION_EXPIRES'
    return {
      holds: at => !isForExpired || at.reservationExpired === true,
      // Which components are asked for reserved time is settled: all that remains is the expiry.
      ...(!isForExpired && { bounds: {} }),
      applies: isForExpired ? 'to a reservation that expired' : 'to reserved time',
      cuts: [],
      readsClock: false,
      isNever: false,
    }
  },
}
