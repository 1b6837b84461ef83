/** Turns the periods of a CDR into charging periods: what the restrictions see at each start. */

import { readWallClock, type ZoneTable } from '@wattline/units'

import type { ChargingPeriod } from '../rate/rated.js'
import type { Activity } from '../session.js'
import type { ReadCdr } from './read-cdr.js'

/**
 * Duration and energy count from the first period on, reservation included; its start is the
 * session's.
 */
export function periodsOf(
  { periods, endSecond }: ReadCdr,
  zone: ZoneTable,
  reservationExpired: boolean,
): ChargingPeriod[] {
  const sessionStart = periods[0]?.startSecond ?? endSecond
  let energyMilliWh = 0
  return periods.map((period, index) => {
    const { quantities, startSecond, power, current } = period
    const { secondOfDay, weekday, date } = readWallClock(zone, startSecond)
    const sessionSecond = startSecond - sessionStart
    const before = energyMilliWh
    energyMilliWh += quantities.ENERGY
    const end = periods[index + 1]?.startSecond ?? Math.max(endSecond, startSecond)
    return {
      // In the order of `splitPeriods`, so that what prices them sees one kind of object.
      start: {
        secondOfDay,
        weekday,
        date,
        sessionSecond,
        energyMilliWh: before,
        power,
        current,
        reservationExpired,
      },
      durationSeconds: end - startSecond,
      chargingSeconds: Math.round(quantities.TIME / 100),
      parkedSeconds: Math.round(quantities.PARKING_TIME / 100),
      reservedSeconds: Math.round(quantities.RESERVATION_TIME / 100),
      // Rounded on the running sum, so that the periods add up to the session.
      energyWh: Math.floor(energyMilliWh / 1000) - Math.floor(before / 1000),
      activity: activityOf(quantities),
      quantities,
    }
  })
}

/** A period in which anything was charged or parked is no longer one of the reservation alone. */
function activityOf(quantities: ChargingPeriod['quantities']): Activity {
  const { ENERGY, TIME, PARKING_TIME, RESERVATION_TIME } = quantities
  if (RESERVATION_TIME > 0 && ENERGY + TIME + PARKING_TIME === 0) return 'RESERVED'
  return PARKING_TIME > TIME ? 'PARKED' : 'CHARGING'
}
