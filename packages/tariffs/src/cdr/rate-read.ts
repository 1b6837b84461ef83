/**
 * Rates a CDR that has been read, under tariffs that have been compiled: each period whole by what
 * applies at its start (mod_cdrs, ChargingPeriod).
 */

import type { CompiledTariff } from '../compile/compiled.js'
import type { FaultList } from '../parse/read-object.js'
import { pricePeriods } from '../rate/price-periods.js'
import type { RatedSession } from '../rate/rated.js'
import { unmeasured } from '../rate/unmeasured.js'
import { outsideValidity } from '../rate/validity.js'
import { periodsOf } from './periods-of.js'
import type { ReadCdr } from './read-cdr.js'
import { straddles } from './straddles.js'

export interface Applied {
  /** The tariff at the session's start, in whose zone it took place. */
  readonly atStart: CompiledTariff
  /** Each tariff of the session, once. */
  readonly all: readonly CompiledTariff[]
  /** The tariff of a period, by its index. */
  readonly tariffOf: (index: number) => CompiledTariff
  readonly reservationExpired: boolean
}

/** @param faults what is odd about the CDR so far; what is found here is added */
export function rateRead(read: ReadCdr, applied: Applied, faults: FaultList): RatedSession {
  const { atStart, all, tariffOf, reservationExpired } = applied
  const startSecond = read.periods[0]?.startSecond ?? read.endSecond
  const periods = periodsOf(read, atStart.zone, reservationExpired)
  const path = '$.cdr.charging_periods'
  for (const { tariff } of all) {
    for (const message of outsideValidity(tariff, startSecond)) {
      faults.warn('$.tariffs', 'tariff-not-valid', message)
    }
  }
  for (const message of straddles(periods, startSecond, tariffOf)) {
    faults.warn(path, 'period-spans-price-change', message)
  }
  for (const { measure, message } of unmeasured(periods, tariffOf)) {
    faults.warn(path, `no-${measure}-measured`, message)
  }
  return {
    tariff: atStart,
    startSecond,
    endSecond: Math.max(read.endSecond, startSecond),
    periods,
    lines: pricePeriods(atStart, periods, tariffOf),
    warnings: faults.faults.map(({ message }) => message),
  }
}
