/**
 * Reads the charging periods that most CDRs state: the fields of OCPI, volumes that are priced, as
 * numbers of few decimals. Without a fault to name it needs no reader; the same, or not at all.
 */

import { secondFromIso } from '@wattline/units'

import type { MeteredDimension } from '../rate/rated.js'
import { plainVolume } from './plain-volume.js'
import type { CdrPeriod } from './read-period.js'
import { isInKnownYears } from './read-second.js'

type Fields = Readonly<Record<string, unknown>>

/** Undefined for whatever is not as usual, wrong or not: `readPeriod` tells which. */
export function plainPeriod(item: unknown, path: string): CdrPeriod | undefined {
  if (!isObject(item)) return undefined
  let start: unknown
  let dimensions: unknown
  let tariffId: unknown
  for (const name of Object.keys(item)) {
    if (name === 'start_date_time') start = item[name]
    else if (name === 'dimensions') dimensions = item[name]
    else if (name === 'tariff_id') tariffId = item[name]
    else return undefined
  }
  const startSecond = typeof start === 'string' ? secondFromIso(start) : undefined
  if (startSecond === undefined || !isInKnownYears(startSecond)) return undefined
  if (tariffId !== undefined && typeof tariffId !== 'string') return undefined
  const quantities = plainQuantities(dimensions)
  if (quantities === undefined) return undefined
  return { path, startSecond, quantities, power: undefined, current: undefined, tariffId }
}

function plainQuantities(dimensions: unknown): CdrPeriod['quantities'] | undefined {
  if (!Array.isArray(dimensions)) return undefined
  const used = { ENERGY: 0, TIME: 0, PARKING_TIME: 0, RESERVATION_TIME: 0 }
  for (const dimension of dimensions as readonly unknown[]) {
    if (!isObject(dimension) || !addPlain(used, dimension)) return undefined
  }
  return used
}

function addPlain(used: Record<MeteredDimension, number>, dimension: Fields): boolean {
  let type: unknown
  let value: unknown
  for (const name of Object.keys(dimension)) {
    if (name === 'type') type = dimension[name]
    else if (name === 'volume') value = dimension[name]
    else return false
  }
  if (type === 'ENERGY' || type === 'TIME' || type === 'PARKING_TIME') {
    const volume = plainVolume(type, value)
    if (volume !== undefined) used[type] += volume
    return volume !== undefined
  }
  return false
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
