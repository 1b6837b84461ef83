/** Reads an OCPI CDR the plain way: volumes become decimals, hours become seconds. */

import { readWallClock, type ZoneTable } from '@wattline/units'

import { type Decimal, decimal } from './arithmetic.js'
import type { TwinPeriod } from './price-periods.js'

export interface TwinCdrPeriod {
  /** Epoch seconds. */
  readonly startSecond: number
  readonly kwh: Decimal
  readonly chargingSeconds: Decimal
  readonly parkedSeconds: Decimal
}

interface Document {
  readonly charging_periods: readonly {
    readonly start_date_time: string
    readonly dimensions: readonly { readonly type: string; readonly volume: number }[]
  }[]
}

const secondsPerHour = decimal(3600)

export function readTwinCdr(text: string): TwinCdrPeriod[] {
  const { charging_periods } = JSON.parse(text) as Document
  return charging_periods.map(({ start_date_time, dimensions }) => {
    const volumeOf = (wanted: string): Decimal =>
      decimal(dimensions.find(({ type }) => type === wanted)?.volume ?? 0)
    return {
      startSecond: Date.parse(start_date_time) / 1000,
      kwh: volumeOf('ENERGY'),
      chargingSeconds: volumeOf('TIME').times(secondsPerHour),
      parkedSeconds: volumeOf('PARKING_TIME').times(secondsPerHour),
    }
  })
}

/** What the restrictions see at the start of each period. */
export function periodsOfCdr(cdr: readonly TwinCdrPeriod[], zone: ZoneTable): TwinPeriod[] {
  const start = cdr[0]?.startSecond ?? 0
  let kwhBefore = decimal(0)
  return cdr.map(({ startSecond, kwh, chargingSeconds, parkedSeconds }) => {
    const { secondOfDay, weekday } = readWallClock(zone, startSecond)
    const sessionSecond = startSecond - start
    const before = kwhBefore
    kwhBefore = kwhBefore.plus(kwh)
    const used = { kwh, chargingSeconds, parkedSeconds }
    return { secondOfDay, weekday, sessionSecond, kwhBefore: before, ...used }
  })
}
