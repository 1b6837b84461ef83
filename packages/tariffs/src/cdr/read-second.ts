/** Reads the instants of a CDR as whole epoch seconds, in the years whose clocks are known. */

import { secondFromIso } from '@wattline/units'

import type { ObjectReader } from '../parse/read-object.js'

/** The first and the last second of the years in which clocks are known. */
const earliest = secondFromIso('2000-01-02T00:00:00Z') ?? 0
const latest = secondFromIso('2099-12-30T00:00:00Z') ?? 0

export function isInKnownYears(second: number): boolean {
  return second >= earliest && second <= latest
}

/** An instant in a year without known clocks is a fault. */
export function readSecond(reader: ObjectReader, name: string): number | undefined {
  const second = reader.second(name)
  if (second === undefined || isInKnownYears(second)) return second
  const message = `${reader.instant(name)} lies outside the years that can be priced, 2000 to 2099`
  return reader.faults.fault(reader.at(name), 'out-of-range', message)
}
