/**
 * Reads the parts of an OCPI 2.1.1, 2.2.1 or 2.3.0 CDR that bear on its price, with all faults at
 * once (mod_cdrs).
 */

import { type Decimal, divideHalfUp, parseInstant, secondOf, toScaled } from '@wattline/units'

import { type FaultList, ObjectReader } from '../parse/read-object.js'
import type { ChargingPeriod, MeteredDimension } from '../rate/rated.js'
import { kwhPlaces } from '../restrictions/session-energy.js'

/** What one period of a CDR states. */
export interface CdrPeriod {
  /** Epoch seconds. */
  readonly startSecond: number
  readonly quantities: ChargingPeriod['quantities']
}

export interface ReadCdr {
  /** Epoch seconds. */
  readonly endSecond: number
  /** In order of time. */
  readonly periods: readonly CdrPeriod[]
}

/** Dimensions that describe a period and are not priced by a component of their own. */
const descriptive = [
  'CURRENT',
  'ENERGY_EXPORT',
  'ENERGY_IMPORT',
  'FLAT',
  'MAX_CURRENT',
  'MAX_POWER',
  'MIN_CURRENT',
  'MIN_POWER',
  'POWER',
  'STATE_OF_CHARGE',
]

/** @param tariffId the one tariff that prices the whole CDR */
export function readCdr(cdr: unknown, tariffId: string, faults: FaultList): ReadCdr | undefined {
  const reader = ObjectReader.open(cdr, '$', faults)
  if (!reader) return undefined
  const end = reader.has('end_date_time') ? 'end_date_time' : 'stop_date_time'
  const endSecond = reader.require(end) ? readSecond(reader, end) : undefined
  const periods = reader.require('charging_periods')
    ? reader.list('charging_periods', (item, path) => readPeriod(item, path, { tariffId, faults }))
    : undefined
  if (reader.isEmptyList('charging_periods')) {
    const message = 'a CDR needs at least one charging period'
    faults.fault(reader.at('charging_periods'), 'no-periods', message)
  }
  if (endSecond === undefined || periods === undefined) return undefined
  return { endSecond, periods: inOrder(periods, reader) }
}

/** Peers are known to send periods out of order; their starts say what is meant. */
function inOrder(periods: readonly CdrPeriod[], reader: ObjectReader): CdrPeriod[] {
  const sorted = [...periods].sort((a, b) => a.startSecond - b.startSecond)
  if (sorted.some((period, index) => period !== periods[index])) {
    const message = 'the charging periods were not in order of time; they are priced in that order'
    reader.faults.warn(reader.at('charging_periods'), 'unordered-periods', message)
  }
  return sorted
}

interface PeriodContext {
  readonly tariffId: string
  readonly faults: FaultList
}

function readPeriod(
  item: unknown,
  path: string,
  { tariffId, faults }: PeriodContext,
): CdrPeriod | undefined {
  const reader = ObjectReader.open(item, path, faults)
  if (!reader) return undefined
  const startSecond = reader.require('start_date_time')
    ? readSecond(reader, 'start_date_time')
    : undefined
  const named = reader.text('tariff_id')
  if (named !== undefined && named !== tariffId) {
    const message = `a period under another tariff (${named}) cannot be priced yet`
    faults.fault(reader.at('tariff_id'), 'unsupported-period-tariff', message)
  }
  const volumes = { ENERGY: 0, TIME: 0, PARKING_TIME: 0 }
  reader.list('dimensions', (value, at) => addVolume(value, at, { volumes, faults }))
  if (startSecond === undefined) return undefined
  return { startSecond, quantities: volumes }
}

function readSecond(reader: ObjectReader, name: string): number | undefined {
  const instant = reader.instant(name)
  const read = instant === undefined ? undefined : parseInstant(instant)
  return read && secondOf(read)
}

type Volumes = Record<MeteredDimension, number>

function addVolume(
  item: unknown,
  path: string,
  { volumes, faults }: { readonly volumes: Volumes; readonly faults: FaultList },
): void {
  const reader = ObjectReader.open(item, path, faults)
  if (!reader) return
  const type = reader.require('type') ? reader.text('type') : undefined
  if (type === undefined || descriptive.includes(type)) return
  const volume = reader.require('volume') ? reader.decimal('volume') : undefined
  if (type !== 'ENERGY' && type !== 'TIME' && type !== 'PARKING_TIME') {
    const message = `${type} cannot be priced yet`
    faults.fault(reader.at('type'), 'unsupported-dimension', message)
  } else if (volume?.lt('0')) {
    // A tariff that prices energy given back is a feature of its own; until then nothing is
    // guessed.
    const message = `a volume of ${volume.toFixed()} cannot be priced: this tariff has no export price`
    faults.fault(reader.at('volume'), 'negative-volume', message)
  } else if (volume) {
    volumes[type] += type === 'ENERGY' ? milliWh(volume) : centiseconds(volume)
  }
}

/** OCPI numbers have four decimals unless stated otherwise; six are told apart. */
function milliWh(kwh: Decimal): number {
  return Number(toScaled(kwh.round(kwhPlaces), kwhPlaces))
}

/** The four decimals of an OCPI hour are whole hundredths of a second. */
function centiseconds(hours: Decimal): number {
  const places = 10
  const scaled = toScaled(hours.round(places), places) ?? 0n
  return Number(divideHalfUp(scaled * 360_000n, 10n ** BigInt(places)))
}
