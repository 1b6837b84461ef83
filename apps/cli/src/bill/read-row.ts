/** Reads one row of a file by a profile: a session, or everything that is wrong with the row. */

import {
  decimal,
  divideHalfUp,
  type Instant,
  isDecimalText,
  type Money,
  Temporal,
  toMoney,
  toScaled,
} from '@wattline/units'

import type { Profile } from './profile.js'

/** A finished session as the file tells it. */
export interface PastSession {
  readonly sessionId: string
  readonly driver: string
  readonly connector: string
  readonly location: string
  readonly startedAt: Instant
  readonly endedAt: Instant
  readonly energyWh: bigint
  readonly recordedFee: Money
}

export type Row = Readonly<Record<string, string | undefined>>
export type ReadRow = { readonly session: PastSession } | { readonly faults: readonly string[] }

type Part<T> = { readonly value: T } | { readonly fault: string }

/**
 * Decimals kept of a kWh figure before it is rounded to whole watt-hours; more is noise of a float.
 */
const kwhPlaces = 12

export function readRow(row: Row, profile: Profile): ReadRow {
  const { columns, operator } = profile
  const text = (column: string): Part<string> => {
    const value = row[column]?.trim() ?? ''
    return value === '' ? { fault: `${column} is empty` } : { value }
  }
  const parts = {
    sessionId: text(columns.sessionId),
    driver: text(columns.driver),
    connector: text(columns.connector),
    location: text(columns.location),
    startedAt: readTime(row, columns.startedAt, profile),
    endedAt: readTime(row, columns.endedAt, profile),
    energyWh: readEnergy(row, columns.energyKwh),
    recordedFee: readFee(row, columns.fee, operator.currency),
  }
  const faults = Object.values(parts).flatMap(part => ('fault' in part ? [part.fault] : []))
  if (faults.length > 0) return { faults }
  const entries = Object.entries(parts).map(([name, part]) => [
    name,
    'value' in part ? part.value : undefined,
  ])
  const session = Object.fromEntries(entries) as PastSession
  if (Temporal.Instant.compare(session.endedAt, session.startedAt) < 0) {
    return { faults: [`${columns.endedAt} lies before ${columns.startedAt}`] }
  }
  return { session }
}

/** `YYYY-MM-DD HH:MM:SS` by the clock of the profile's zone. */
function readTime(row: Row, column: string, { time }: Profile): Part<Instant> {
  const text = row[column]?.trim() ?? ''
  if (!/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d$/.test(text)) {
    return { fault: `${column} is no date and time: ${show(text)}` }
  }
  try {
    const written = Temporal.PlainDateTime.from(text.replace(' ', 'T'), { overflow: 'reject' })
    const shown = written.with({ year: written.year + time.yearsToAdd }, { overflow: 'reject' })
    return { value: shown.toZonedDateTime(time.timeZone).toInstant() }
  } catch {
    return { fault: `${column} is no date and time: ${show(text)}` }
  }
}

function readEnergy(row: Row, column: string): Part<bigint> {
  const text = row[column]?.trim() ?? ''
  const kwh = isDecimalText(text) ? decimal(text) : undefined
  if (!kwh || kwh.lt('0')) return { fault: `${column} is no energy in kWh: ${show(text)}` }
  const scaled = toScaled(kwh, kwhPlaces)
  if (scaled === undefined) return { fault: `${column} has too many decimals: ${show(text)}` }
  return { value: divideHalfUp(scaled, 10n ** BigInt(kwhPlaces - 3)) }
}

/** Rounded to minor units, half up: an export may write 0.5833333 for 0.58. */
function readFee(row: Row, column: string, currency: string): Part<Money> {
  const text = row[column]?.trim() ?? ''
  if (!isDecimalText(text)) return { fault: `${column} is no amount: ${show(text)}` }
  const fee = toMoney(decimal(text), currency)
  return fee.minor < 0n ? { fault: `${column} is below zero: ${show(text)}` } : { value: fee }
}

function show(text: string): string {
  return text === '' ? 'empty' : JSON.stringify(text.slice(0, 40))
}
