/**
 * day_of_week: weekdays of the site's calendar (OCPI 2.3.0 mod_tariffs, DayOfWeek).
 *
 * The weekday is that of the instant, also inside a window that began before midnight. An empty
 * list restricts nothing.
 */

import type { ObjectReader } from '../parse/read-object.js'
import type { TariffRestrictions } from '../tariff.js'
import type { Condition } from './condition.js'
import type { RestrictionRule } from './rules.js'

const names = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']

export const dayOfWeek: RestrictionRule = {
  read: reader => {
    const daysOfWeek = reader.list('day_of_week', (item, path) => readDay(item, path, reader))
    return daysOfWeek ? { daysOfWeek } : {}
  },
  compile: compileDays,
}

function readDay(item: unknown, path: string, reader: ObjectReader): number | undefined {
  const index = typeof item === 'string' ? names.indexOf(item) : -1
  if (index >= 0) return index + 1
  const message = `${JSON.stringify(item)} is no weekday; write one of ${names.join(', ')}`
  return reader.faults.fault(path, 'not-a-weekday', message)
}

function compileDays({ daysOfWeek }: TariffRestrictions): Condition | undefined {
  if (daysOfWeek === undefined || daysOfWeek.length === 0) return undefined
  const mask = daysOfWeek.reduce((bits, day) => bits | (1 << day), 0)
  const listed = names.filter((_, index) => (mask & (1 << (index + 1))) !== 0)
  return {
    holds: at => (mask & (1 << at.weekday)) !== 0,
    bounds: { days: mask },
    applies: `on ${listed.map(showDay).join(', ')}`,
    cuts: [{ kind: 'clock', secondOfDay: 0 }],
    readsClock: true,
    isNever: false,
  }
}

function showDay(name: string): string {
  return name.charAt(0) + name.slice(1).toLowerCase()
}
