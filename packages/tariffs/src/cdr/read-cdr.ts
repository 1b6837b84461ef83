/**
 * Reads the parts of an OCPI 2.1.1, 2.2.1 or 2.3.0 CDR that bear on its price, with all faults at
 * once (mod_cdrs).
 */

import { type FaultList, ObjectReader } from '../parse/read-object.js'
import { metered } from '../rate/rated.js'
import { type CdrPeriod, readPeriod } from './read-period.js'
import { readSecond } from './read-second.js'

export interface ReadCdr {
  /** Epoch seconds. */
  readonly endSecond: number
  /** In order of time. */
  readonly periods: readonly CdrPeriod[]
  readonly currency: string | undefined
}

/** Fields of a CDR, in any version, that say nothing about what its periods cost. */
const withoutBearing = new Set([
  'auth_id',
  'auth_method',
  'authorization_reference',
  'booking_id',
  'cdr_location',
  'cdr_token',
  'country_code',
  'credit',
  'credit_reference_id',
  'home_charging_compensation',
  'id',
  'invoice_reference_id',
  'last_updated',
  'location',
  'meter_id',
  'party_id',
  'remark',
  'session_id',
  'signed_data',
  'tariffs',
  'total_cost',
  'total_energy',
  'total_energy_cost',
  'total_fixed_cost',
  'total_parking_cost',
  'total_parking_time',
  'total_reservation_cost',
  'total_time',
  'total_time_cost',
])

export function readCdr(cdr: unknown, path: string, faults: FaultList): ReadCdr | undefined {
  const reader = ObjectReader.open(cdr, path, faults)
  if (!reader) return undefined
  reader.knows(withoutBearing)
  const currency = reader.text('currency')
  const start = readSecond(reader, 'start_date_time')
  // OCPI 2.1.1 calls the end stop_date_time.
  const isOlder = !reader.has('end_date_time') && reader.has('stop_date_time')
  const end = isOlder ? 'stop_date_time' : 'end_date_time'
  const endSecond = reader.require(end) ? readSecond(reader, end) : undefined
  const periods = reader.require('charging_periods')
    ? reader.list('charging_periods', (item, at) => readPeriod(item, at, faults))
    : undefined
  if (reader.isEmptyList('charging_periods')) {
    const message = 'a CDR needs at least one charging period'
    faults.fault(reader.at('charging_periods'), 'no-periods', message)
  }
  reader.finish()
  if (endSecond === undefined || periods === undefined) return undefined
  nameExcess(periods, reader)
  nameOutsiders(periods, { start, end: endSecond }, reader)
  return { endSecond, periods: inOrder(periods, reader), currency }
}

/** Sums beyond 2^53 thousandths of a Wh or hundredths of a second would not be exact. */
function nameExcess(periods: readonly CdrPeriod[], reader: ObjectReader): void {
  const total = { ENERGY: 0, TIME: 0, PARKING_TIME: 0, RESERVATION_TIME: 0 }
  for (const { quantities } of periods) {
    total.ENERGY += quantities.ENERGY
    total.TIME += quantities.TIME
    total.PARKING_TIME += quantities.PARKING_TIME
    total.RESERVATION_TIME += quantities.RESERVATION_TIME
  }
  if (metered.every(dimension => Number.isSafeInteger(total[dimension]))) return
  const message = 'the quantities of all periods together are beyond what can be billed'
  reader.faults.fault(reader.at('charging_periods'), 'out-of-range', message)
}

/** Peers are known to send periods out of order; their starts say what is meant. */
function inOrder(periods: readonly CdrPeriod[], reader: ObjectReader): readonly CdrPeriod[] {
  if (isRising(periods)) return periods
  const message = 'the charging periods were not in order of time; they are priced in that order'
  reader.faults.warn(reader.at('charging_periods'), 'periods-out-of-order', message)
  return [...periods].sort((a, b) => a.startSecond - b.startSecond)
}

function isRising(periods: readonly CdrPeriod[]): boolean {
  let last = Number.NEGATIVE_INFINITY
  for (const { startSecond } of periods) {
    if (startSecond < last) return false
    last = startSecond
  }
  return true
}

/** Periods are priced where they stand, also before the stated start or after the end. */
function nameOutsiders(
  periods: readonly CdrPeriod[],
  { start = Number.NEGATIVE_INFINITY, end }: { readonly start?: number; readonly end: number },
  reader: ObjectReader,
): void {
  const isOutside = ({ startSecond }: CdrPeriod): boolean =>
    startSecond < start || startSecond > end
  if (end >= start && !periods.some(isOutside)) return
  const message =
    'not all charging periods lie between the start and the end that the CDR states; they are priced as they are'
  const path = reader.at('charging_periods')
  reader.faults.warn(path, 'periods-outside-start-end-date-time', message)
}
