/**
 * Rates a received CDR: each period is priced whole by what applies at its start (mod_cdrs,
 * ChargingPeriod).
 */

import { readWallClock } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import type { CompiledTariff } from '../compile/compiled.js'
import { lintTariff } from '../lint/lint-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { FaultList } from '../parse/read-object.js'
import { pricePeriods } from '../rate/price-periods.js'
import { outsideValidity } from '../rate/rate-session.js'
import type { ChargingPeriod, RatedSession } from '../rate/rated.js'
import type { Fault, Tariff } from '../tariff.js'
import { type ReadCdr, readCdr } from './read-cdr.js'
import { straddles } from './straddles.js'

export interface ReceivedCdr {
  /** Tariff documents that came with the CDR; one prices it all. */
  readonly tariffs: readonly unknown[]
  readonly cdr: unknown
  /** The site's IANA zone, which a CDR of OCPI 2.2.1 and 2.3.0 does not say. */
  readonly timeZone: string
}

/** Refused by name where it needs what this engine does not price, or cannot be read. */
export type CdrRating =
  | { readonly rated: RatedSession; readonly refused?: undefined }
  | { readonly rated?: undefined; readonly refused: readonly Fault[] }

export function rateCdr({ tariffs, cdr, timeZone }: ReceivedCdr): CdrRating {
  const tariff = theTariff(tariffs)
  if (!tariff.tariff) return { refused: tariff.faults }
  const faults = new FaultList()
  const read = readCdr(cdr, tariff.tariff.id, faults)
  if (!read || faults.isFatal) return { refused: faults.faults.filter(isFault) }

  const compiled = compileTariff(tariff.tariff, timeZone)
  const periods = periodsOf(read, compiled)
  const startSecond = read.periods[0]?.startSecond ?? read.endSecond
  return {
    rated: {
      tariff: compiled,
      startSecond,
      endSecond: Math.max(read.endSecond, startSecond),
      periods,
      lines: pricePeriods(compiled, periods),
      warnings: [
        ...outsideValidity(compiled, startSecond),
        ...faults.faults.map(({ message }) => message),
        ...straddles(compiled, startSecond, periods),
      ],
    },
  }
}

const isFault = ({ severity }: Fault): boolean => severity === 'fault'

function theTariff(
  documents: readonly unknown[],
): { tariff: Tariff } | { tariff?: undefined; faults: readonly Fault[] } {
  const [document, second] = documents
  const faults = new FaultList()
  if (document === undefined) {
    faults.fault('$.tariffs', 'no-tariff', 'a CDR needs the tariff that prices it')
    return { faults: faults.faults }
  }
  if (second !== undefined) {
    const message = 'a CDR with several tariffs cannot be priced yet'
    faults.fault('$.tariffs', 'unsupported-several-tariffs', message)
    return { faults: faults.faults }
  }
  const { tariff, faults: found } = parseTariff(document)
  if (!tariff) return { faults: found.filter(isFault) }
  const refused = lintTariff(tariff).filter(isFault)
  return refused.length > 0 ? { faults: refused } : { tariff }
}

/** Duration and energy count from the first period on; its start is the session's. */
function periodsOf({ periods, endSecond }: ReadCdr, { zone }: CompiledTariff): ChargingPeriod[] {
  const sessionStart = periods[0]?.startSecond ?? endSecond
  let energyMilliWh = 0
  return periods.map((period, index) => {
    const { secondOfDay, weekday, date } = readWallClock(zone, period.startSecond)
    const sessionSecond = period.startSecond - sessionStart
    const { TIME, PARKING_TIME } = period.quantities
    const before = energyMilliWh
    energyMilliWh += period.quantities.ENERGY
    const end = periods[index + 1]?.startSecond ?? Math.max(endSecond, period.startSecond)
    return {
      start: { secondOfDay, weekday, date, sessionSecond, energyMilliWh: before },
      durationSeconds: end - period.startSecond,
      chargingSeconds: Math.round(TIME / 100),
      parkedSeconds: Math.round(PARKING_TIME / 100),
      // Rounded on the running sum, so that the periods add up to the session.
      energyWh: Math.floor(energyMilliWh / 1000) - Math.floor(before / 1000),
      activity: PARKING_TIME > TIME ? 'PARKED' : 'CHARGING',
      quantities: period.quantities,
    }
  })
}
