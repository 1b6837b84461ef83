/** Writes a session as the OCPI 2.2.1 CDR that a careful partner would send of it. */

import type { RatedSession } from '@wattline/tariffs'
import { showSecond } from '@wattline/units'

export function writeCdr({ periods, startSecond, endSecond }: RatedSession): string {
  let [kwh, hours, parkedHours] = [0, 0, 0]
  const charging_periods = periods.map(({ start, energyWh, chargingSeconds, parkedSeconds }) => {
    const volumes = {
      ENERGY: energyWh / 1000,
      TIME: fourDecimals(chargingSeconds / 3600),
      PARKING_TIME: fourDecimals(parkedSeconds / 3600),
    }
    kwh += volumes.ENERGY
    hours += volumes.TIME + volumes.PARKING_TIME
    parkedHours += volumes.PARKING_TIME
    return {
      start_date_time: showSecond(startSecond + start.sessionSecond),
      dimensions: Object.entries(volumes)
        .filter(([, volume]) => volume > 0)
        .map(([type, volume]) => ({ type, volume })),
      tariff_id: 'BENCH',
    }
  })
  return JSON.stringify({
    country_code: 'DE',
    party_id: 'WAT',
    id: '018f3c1e-5b7a-7cc2-9d0e-2f1b6a4c8e55',
    start_date_time: showSecond(startSecond),
    end_date_time: showSecond(endSecond),
    cdr_token: { country_code: 'NL', party_id: 'TNM', uid: '012345678', type: 'RFID' },
    auth_method: 'WHITELIST',
    cdr_location: {
      id: 'LOC1',
      name: 'Am Kanal',
      address: 'Uferstraße 1',
      city: 'Berlin',
      country: 'DEU',
      coordinates: { latitude: '52.520008', longitude: '13.404954' },
      evse_uid: '3256',
      evse_id: 'DE*WAT*E0000123',
      connector_id: '1',
      connector_standard: 'IEC_62196_T2',
      connector_format: 'SOCKET',
      connector_power_type: 'AC_3_PHASE',
    },
    currency: 'EUR',
    charging_periods,
    total_cost: { excl_vat: 0 },
    total_energy: fourDecimals(kwh),
    total_time: fourDecimals(hours),
    total_parking_time: fourDecimals(parkedHours),
    last_updated: showSecond(endSecond),
  })
}

function fourDecimals(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
