/**
 * The kinds of bounds a restriction draws, each as half-open ranges of whole numbers: what lint
 * reasons about instead of trying sessions one by one.
 *
 * A new restriction with bounds is one line of this table.
 */

import { decimal, secondsPerDay, showScaled, toScaled } from '@wattline/units'

import { levelOf, levelPlaces } from '../restrictions/measured.js'
import { showDuration } from '../restrictions/session-duration.js'
import { kwhPlaces, showKwh } from '../restrictions/session-energy.js'
import { secondOfDayFrom, showClock } from '../restrictions/time-of-day.js'
import type { Measure } from '../session.js'
import type { TariffRestrictions } from '../tariff.js'

/** Whole numbers from `from` on and below `to`. */
export interface Range {
  readonly from: number
  readonly to: number
}

interface Axis {
  /** Everything that can be met on this axis. */
  readonly whole: Range
  /** Undefined where the tariff does not restrict it. */
  readonly rangesOf: (restrictions: TariffRestrictions) => readonly Range[] | undefined
  /**
   * A part of the whole in words, to follow "applies" or "costs nothing"; empty where there is no
   * more to say of it.
   */
  readonly words: (range: Range) => string
}

const endless = Number.POSITIVE_INFINITY
/** 10 MW and 10 kA given back, in millionths of a kW and A: no meter of the engine shows less. */
const leastLevel = -10_000_000_000
/** Where a meter shows a power or a current, and where it shows none: a value of its own. */
export const measured: Range = { from: leastLevel, to: endless }
export const unmeasured: Range = { from: leastLevel - 1, to: leastLevel }
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** In the order in which a part that is left over is best described. */
export const axes = {
  /** Dates as the number YYYYMMDD. */
  date: {
    whole: { from: 0, to: 99_999_999 },
    rangesOf: ({ startDate, endDate }) =>
      between(startDate && dateNumber(startDate), endDate && dateNumber(endDate), 99_999_999),
    words: ({ from, to }) =>
      joined([from > 0 && `from ${showDate(from)}`, to < 99_999_999 && `before ${showDate(to)}`]),
  },
  /** 1 (Monday) to 7 (Sunday). */
  weekday: {
    whole: { from: 1, to: 8 },
    rangesOf: ({ daysOfWeek }) =>
      daysOfWeek && daysOfWeek.length > 0
        ? [...new Set(daysOfWeek)].sort().map(day => ({ from: day, to: day + 1 }))
        : undefined,
    words: ({ from, to }) => `on ${days.slice(from - 1, to - 1).join(', ')}`,
  },
  /** Seconds that the site's clock shows since midnight. */
  clock: {
    whole: { from: 0, to: secondsPerDay },
    rangesOf: windowsOf,
    words: ({ from, to }) => `from ${showClock(from)} to ${showClock(to)}`,
  },
  /** Thousandths of a Wh that the session has delivered so far. */
  energy: {
    whole: { from: 0, to: endless },
    rangesOf: ({ minKwh, maxKwh }) => between(minKwh && milliWh(minKwh), maxKwh && milliWh(maxKwh)),
    words: ({ from, to }) =>
      joined([
        from > 0 && `from ${showKwh(from)} kWh on`,
        to < endless && `below ${showKwh(to)} kWh`,
      ]),
  },
  /** Seconds since the session's start. */
  duration: {
    whole: { from: 0, to: endless },
    rangesOf: ({ minDurationSeconds, maxDurationSeconds }) =>
      between(minDurationSeconds, maxDurationSeconds),
    words: ({ from, to }) =>
      joined([
        from > 0 && `from ${showDuration(from)} on`,
        to < endless && `before ${showDuration(to)} of the session`,
      ]),
  },
  /** Millionths of a kW that the meter shows at the moment. */
  power: {
    whole: { from: unmeasured.from, to: measured.to },
    rangesOf: ({ minPowerKw, maxPowerKw }) => levelsBetween(minPowerKw, maxPowerKw),
    words: range => levelWords(range, 'power', 'kW'),
  },
  /** Millionths of an A over all phases. */
  current: {
    whole: { from: unmeasured.from, to: measured.to },
    rangesOf: ({ minCurrentA, maxCurrentA }) => levelsBetween(minCurrentA, maxCurrentA),
    words: range => levelWords(range, 'current', 'A'),
  },
} as const satisfies Readonly<Record<string, Axis>>

export type AxisName = keyof typeof axes
export const axisNames = Object.keys(axes) as readonly AxisName[]

function between(
  from: number | '' | undefined,
  to: number | '' | undefined,
  end = endless,
): Range[] | undefined {
  if (from === undefined && to === undefined) return undefined
  return [{ from: from || 0, to: to === undefined || to === '' ? end : to }]
}

/** A bound holds only where something is measured. */
function levelsBetween(min: string | undefined, max: string | undefined): Range[] | undefined {
  if (min === undefined && max === undefined) return undefined
  const from = min === undefined ? measured.from : Math.max(levelOf(min), measured.from)
  return [{ from, to: max === undefined ? measured.to : levelOf(max) }]
}

/** A part of what is measured is one of what is not as well: no price asks for nothing measured. */
function levelWords({ from, to }: Range, measure: Measure, unit: string): string {
  if (to <= unmeasured.to) return `where no ${measure} is measured`
  const shown = (level: number): string => `${showScaled(BigInt(level), levelPlaces)} ${unit}`
  const bounds = joined([
    from > measured.from && `from ${shown(from)} on`,
    to < measured.to && `below ${shown(to)}`,
  ])
  return bounds && `at a ${measure} ${bounds}`
}

/** A window over midnight is two ranges of the day; equal times are the whole day. */
function windowsOf({ startTime, endTime }: TariffRestrictions): Range[] | undefined {
  if (startTime === undefined && endTime === undefined) return undefined
  const from = secondOfDayFrom(startTime ?? '00:00') ?? 0
  const to = secondOfDayFrom(endTime ?? '00:00') || secondsPerDay
  if (from === to || (from === 0 && to === secondsPerDay)) return undefined
  if (from < to) return [{ from, to }]
  return [
    { from: 0, to },
    { from, to: secondsPerDay },
  ]
}

function milliWh(kwh: string): number {
  return Number(toScaled(decimal(kwh), kwhPlaces))
}

/** `2027-03-28` as 20270328. */
export function dateNumber(text: string): number {
  return Number(text.replaceAll('-', ''))
}

/** A date written as YYYYMMDD, with its dashes. */
export function showDate(date: number): string {
  const digits = date.toString().padStart(8, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
}

function joined(parts: readonly (string | false)[]): string {
  return parts.filter(part => part !== false).join(' and ')
}
