/**
 * start_time and end_time: a daily window on the site's clock (OCPI 2.3.0 mod_tariffs,
 * TariffRestrictions).
 *
 * The start is inclusive, the end exclusive; a window whose end comes before its start runs over
 * midnight; `00:00` as an end is the end of the day, and equal times are the whole day.
 */

import { assert, secondsPerDay } from '@wattline/units'

import type { ObjectReader } from '../parse/read-object.js'
import type { TariffRestrictions } from '../tariff.js'
import type { Condition } from './condition.js'
import type { RestrictionRule } from './rules.js'

const clockText = /^([01]\d|2[0-3]):([0-5]\d)$/

export const timeOfDay: RestrictionRule = {
  read: reader => {
    const startTime = readTime(reader, 'start_time')
    const endTime = readTime(reader, 'end_time')
    return { ...(startTime && { startTime }), ...(endTime && { endTime }) }
  },
  compile: compileWindow,
}

function readTime(reader: ObjectReader, name: string): string | undefined {
  const value = reader.text(name)
  if (value === undefined || clockText.test(value)) return value
  return reader.faults.fault(
    reader.at(name),
    'not-a-time',
    `${value} is no time of day; write it as HH:MM, from 00:00 to 23:59`,
  )
}

/** `07:30` as 27 000. Undefined when it is no time of day. */
export function secondOfDayFrom(text: string): number | undefined {
  const match = clockText.exec(text)
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 : undefined
}

function compileWindow({ startTime, endTime }: TariffRestrictions): Condition | undefined {
  if (startTime === undefined && endTime === undefined) return undefined
  const start = secondOfDayFrom(startTime ?? '00:00')
  const end = secondOfDayFrom(endTime ?? '00:00')
  assert(start !== undefined && end !== undefined, 'a parsed tariff has times of day in HH:MM')
  const isWholeDay = start === end
  const isOverMidnight = end !== 0 && end < start
  const holds = (second: number): boolean => {
    if (isWholeDay) return true
    if (isOverMidnight) return second >= start || second < end
    return second >= start && second < (end || secondsPerDay)
  }
  return {
    holds: at => holds(at.secondOfDay),
    bounds: isWholeDay ? {} : { clockFrom: start, clockTo: end || secondsPerDay },
    applies: `from ${startTime ?? '00:00'} to ${endTime ?? '24:00'}`,
    cuts: [
      { kind: 'clock', secondOfDay: start },
      { kind: 'clock', secondOfDay: end },
    ],
    readsClock: true,
    isNever: false,
  }
}

/** `HH:MM`, with seconds when there are any. */
export function showClock(secondOfDay: number): string {
  const two = (value: number): string => value.toString().padStart(2, '0')
  const minutes = `${two(Math.floor(secondOfDay / 3600))}:${two(Math.floor(secondOfDay / 60) % 60)}`
  return secondOfDay % 60 === 0 ? minutes : `${minutes}:${two(secondOfDay % 60)}`
}
