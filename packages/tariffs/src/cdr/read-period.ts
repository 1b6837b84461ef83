/**
 * Reads one charging period of a CDR: what was used, and what was measured (mod_cdrs,
 * CdrDimension).
 */

import { type Decimal, divideHalfUp, toScaled } from '@wattline/units'

import { type FaultList, ObjectReader } from '../parse/read-object.js'
import { type ChargingPeriod, type MeteredDimension, metered } from '../rate/rated.js'
import type { Level } from '../restrictions/condition.js'
import { levelPlaces } from '../restrictions/measured.js'
import { kwhPlaces } from '../restrictions/session-energy.js'
import type { Measure } from '../session.js'
import { plainPeriod } from './plain-period.js'
import { plainVolume } from './plain-volume.js'
import { readSecond } from './read-second.js'

/** What one period of a CDR states. */
export interface CdrPeriod {
  /** Its place in the document: `$.charging_periods[0]`. */
  readonly path: string
  /** Epoch seconds. */
  readonly startSecond: number
  readonly quantities: ChargingPeriod['quantities']
  readonly power: Level | undefined
  readonly current: Level | undefined
  readonly tariffId: string | undefined
}

/**
 * The dimensions that a measured range is made of: its ends, or the average where they are missing.
 */
const measures: Readonly<Record<Measure, readonly [trough: string, peak: string, mean: string]>> = {
  power: ['MIN_POWER', 'MAX_POWER', 'POWER'],
  current: ['MIN_CURRENT', 'MAX_CURRENT', 'CURRENT'],
}

/** Dimensions that describe a period and bear on no price; a FLAT is billed by the tariff alone. */
const descriptive = ['ENERGY_EXPORT', 'ENERGY_IMPORT', 'FLAT', 'STATE_OF_CHARGE']

/** Dimensions of OCPI's bookings branch, which no version that we price defines. */
const ofBookings = ['RESERVATION_EXPIRES', 'RESERVATION_OVERTIME']

export function readPeriod(item: unknown, path: string, faults: FaultList): CdrPeriod | undefined {
  return plainPeriod(item, path) ?? readAtLength(item, path, faults)
}

/** With every fault, and dimensions that are measured or only describe. */
export function readAtLength(
  item: unknown,
  path: string,
  faults: FaultList,
): CdrPeriod | undefined {
  const reader = ObjectReader.open(item, path, faults)
  if (!reader) return undefined
  const startSecond = reader.require('start_date_time')
    ? readSecond(reader, 'start_date_time')
    : undefined
  const tariffId = reader.text('tariff_id')
  const volumes: Volumes = { used: noQuantities(), measured: new Map() }
  if (reader.require('dimensions')) {
    reader.list('dimensions', (value, at) => addVolume(value, at, { volumes, faults }))
  }
  reader.finish()
  if (startSecond === undefined) return undefined
  return {
    path,
    startSecond,
    quantities: volumes.used,
    power: levelOf(volumes, 'power'),
    current: levelOf(volumes, 'current'),
    tariffId,
  }
}

interface Volumes {
  readonly used: Record<MeteredDimension, number>
  /** By the name of the dimension, in millionths of a kW or A. */
  readonly measured: Map<string, number>
}

interface Gathering {
  readonly volumes: Volumes
  readonly faults: FaultList
}

function noQuantities(): Record<MeteredDimension, number> {
  return { ENERGY: 0, TIME: 0, PARKING_TIME: 0, RESERVATION_TIME: 0 }
}

function addVolume(item: unknown, path: string, { volumes, faults }: Gathering): void {
  const reader = ObjectReader.open(item, path, faults)
  if (!reader) return
  const type = reader.require('type') ? reader.text('type') : undefined
  const plain = isMetered(type) ? plainVolume(type, reader.raw('volume')) : undefined
  if (isMetered(type) && plain !== undefined) {
    volumes.used[type] += plain
    reader.finish()
    return
  }
  const volume = reader.require('volume') ? reader.decimal('volume') : undefined
  reader.finish()
  if (type === undefined || volume === undefined || descriptive.includes(type)) return
  if (ofBookings.includes(type)) {
    const message = `${type} is no dimension of OCPI 2.2.1 or 2.3.0; it is not priced`
    faults.warn(reader.at('type'), 'unknown-dimension', message)
  } else if (Object.values(measures).flat().includes(type)) {
    noteMeasured(volumes.measured, type, volume)
  } else if (isMetered(type)) {
    addUsed(volumes.used, type, { volume, reader })
  } else {
    const known = [...Object.keys(volumes.used), ...descriptive, ...Object.values(measures).flat()]
    const message = `${type} is no dimension of a CDR; write one of ${known.sort().join(', ')}`
    faults.fault(reader.at('type'), 'unknown-value', message)
  }
}

function isMetered(type: string | undefined): type is MeteredDimension {
  return metered.some(dimension => dimension === type)
}

function addUsed(
  used: Volumes['used'],
  type: MeteredDimension,
  { volume, reader }: { readonly volume: Decimal; readonly reader: ObjectReader },
): void {
  if (volume.lt('0')) {
    // OCPI has no price for energy given back; until a tariff can state one, nothing is guessed.
    const message = `a volume of ${volume.toFixed()} cannot be priced: no tariff of OCPI has a price for what is given back`
    reader.faults.fault(reader.at('volume'), 'negative-volume', message)
    return
  }
  used[type] += type === 'ENERGY' ? millionths(volume, kwhPlaces) : centiseconds(volume)
}

/** Of two figures by one name the outer one counts. */
function noteMeasured(measured: Map<string, number>, type: string, volume: Decimal): void {
  const level = millionths(volume, levelPlaces)
  const known = measured.get(type) ?? level
  measured.set(type, type.startsWith('MIN') ? Math.min(known, level) : Math.max(known, level))
}

/** One figure alone is trough and peak; undefined where the period states none. */
function levelOf({ measured }: Volumes, measure: Measure): Level | undefined {
  const [lowest, highest, mean] = measures[measure]
  const average = measured.get(mean)
  const trough = measured.get(lowest) ?? average ?? measured.get(highest)
  const peak = measured.get(highest) ?? average ?? measured.get(lowest)
  return trough === undefined || peak === undefined ? undefined : { trough, peak }
}

/** OCPI numbers have four decimals unless stated otherwise; six are told apart. */
function millionths(value: Decimal, places: number): number {
  return Number(toScaled(value.round(places), places))
}

/** The four decimals of an OCPI hour are whole hundredths of a second. */
function centiseconds(hours: Decimal): number {
  const places = 10
  const scaled = toScaled(hours.round(places), places) ?? 0n
  return Number(divideHalfUp(scaled * 360_000n, 10n ** BigInt(places)))
}
