/**
 * start_date and end_date: days of the site's calendar (OCPI 2.3.0 mod_tariffs,
 * TariffRestrictions).
 *
 * The start is inclusive, the end exclusive. With times of day they mean a daily window on those
 * days.
 */

import { Temporal } from '@wattline/units'

import type { ObjectReader } from '../parse/read-object.js'
import type { TariffRestrictions } from '../tariff.js'
import type { Condition } from './condition.js'
import type { RestrictionRule } from './rules.js'

export const dateRange: RestrictionRule = {
  read: reader => {
    const startDate = readDate(reader, 'start_date')
    const endDate = readDate(reader, 'end_date')
    return { ...(startDate && { startDate }), ...(endDate && { endDate }) }
  },
  compile: compileRange,
}

function readDate(reader: ObjectReader, name: string): string | undefined {
  const value = reader.text(name)
  if (value === undefined || isDate(value)) return value
  return reader.faults.fault(
    reader.at(name),
    'not-a-date',
    `${value} is no date of the calendar; write it as YYYY-MM-DD`,
  )
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

function compileRange({ startDate, endDate }: TariffRestrictions): Condition | undefined {
  if (startDate === undefined && endDate === undefined) return undefined
  const start = startDate === undefined ? 0 : Number(startDate.replaceAll('-', ''))
  const end = endDate === undefined ? 99_999_999 : Number(endDate.replaceAll('-', ''))
  const from = startDate === undefined ? [] : [`from ${startDate}`]
  const to = endDate === undefined ? [] : [`before ${endDate}`]
  return {
    holds: at => at.date >= start && at.date < end,
    bounds: { dateFrom: start, dateTo: end },
    applies: [...from, ...to].join(' and '),
    cuts: [{ kind: 'clock', secondOfDay: 0 }],
    readsClock: true,
    isNever: start >= end,
  }
}
