/**
 * Says, as data, which restriction kept an earlier element from applying, and what it found.
 *
 * The engine's own conditions decide; this only puts into words what they were asked. A restriction
 * of a tariff that is missing here does not compile.
 */

import { showScaled } from '@wattline/units'

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import { rivalsOf } from '../rate/match.js'
import type { Condition, Level, Moment } from '../restrictions/condition.js'
import { levelOf, levelPlaces } from '../restrictions/measured.js'
import { conditionsOf } from '../restrictions/rules.js'
import { showKwh } from '../restrictions/session-energy.js'
import { showClock } from '../restrictions/time-of-day.js'
import type { TariffRestrictions } from '../tariff.js'
import type { Reason, Restriction, Wanted, Weekday } from './explanation.js'

const weekdays: readonly Weekday[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
]

/** The fields of an element, by the restriction they make together. */
const restrictionOf = {
  startTime: 'TIME_OF_DAY',
  endTime: 'TIME_OF_DAY',
  startDate: 'DATE',
  endDate: 'DATE',
  daysOfWeek: 'DAY_OF_WEEK',
  minKwh: 'ENERGY',
  maxKwh: 'ENERGY',
  minDurationSeconds: 'DURATION',
  maxDurationSeconds: 'DURATION',
  minPowerKw: 'POWER',
  maxPowerKw: 'POWER',
  minCurrentA: 'CURRENT',
  maxCurrentA: 'CURRENT',
  reservation: 'RESERVATION',
} as const satisfies Record<keyof TariffRestrictions, Restriction>

interface Reading {
  readonly wanted: (restrictions: TariffRestrictions) => Wanted
  readonly found: (at: Moment, restrictions: TariffRestrictions) => string | null
}

/** In the order in which an element's restrictions are looked at. */
const readings: Readonly<Record<Restriction, Reading>> = {
  TIME_OF_DAY: {
    wanted: ({ startTime = '00:00', endTime = '24:00' }) => ({ from: startTime, to: endTime }),
    found: at => showClock(at.secondOfDay),
  },
  DATE: {
    wanted: ({ startDate, endDate }) => between(startDate, endDate),
    found: at => showDate(at.date),
  },
  DAY_OF_WEEK: {
    wanted: ({ daysOfWeek = [] }) => ({
      days: weekdays.filter((_, index) => daysOfWeek.includes(index + 1)),
    }),
    found: at => weekdays[at.weekday - 1] ?? null,
  },
  ENERGY: {
    wanted: ({ minKwh, maxKwh }) => between(minKwh, maxKwh),
    found: at => showKwh(at.energyMilliWh),
  },
  DURATION: {
    wanted: ({ minDurationSeconds, maxDurationSeconds }) =>
      between(minDurationSeconds?.toString(), maxDurationSeconds?.toString()),
    found: at => at.sessionSecond.toString(),
  },
  POWER: {
    wanted: ({ minPowerKw, maxPowerKw }) => between(minPowerKw, maxPowerKw),
    found: (at, { minPowerKw }) => showLevel(at.power, minPowerKw),
  },
  CURRENT: {
    wanted: ({ minCurrentA, maxCurrentA }) => between(minCurrentA, maxCurrentA),
    found: (at, { minCurrentA }) => showLevel(at.current, minCurrentA),
  },
  // An element for reserved time is asked about nothing else, so that only an expiry is in doubt.
  RESERVATION: { wanted: () => ({}), found: () => 'RESERVATION' },
}

/** One reason for each element that comes before the active one and has a price for the same. */
export function reasonsAgainstEarlier(
  compiled: CompiledTariff,
  active: CompiledComponent,
  at: Moment,
): Reason[] {
  const asked = rivalsOf(compiled, active)
  return asked.slice(0, asked.indexOf(active)).flatMap(({ elementIndex }) => {
    const element = compiled.tariff.elements[elementIndex]
    return (element && reasonAgainst(element.restrictions, elementIndex, at)) ?? []
  })
}

function reasonAgainst(
  restrictions: TariffRestrictions,
  elementIndex: number,
  at: Moment,
): Reason | undefined {
  const failed = questionsOf(restrictions).find(
    ({ conditions }) => !conditions.every(condition => condition.holds(at)),
  )
  if (!failed) return undefined
  const { restriction, wanted } = failed
  return { elementIndex, restriction, wanted, found: readings[restriction].found(at, restrictions) }
}

/** What one restriction asks, as the engine asks it. */
interface Question {
  readonly restriction: Restriction
  readonly conditions: readonly Condition[]
  readonly wanted: Wanted
}

/** Made once an element: a published tariff explains many sessions. */
const questions = new WeakMap<TariffRestrictions, readonly Question[]>()

function questionsOf(restrictions: TariffRestrictions): readonly Question[] {
  const known = questions.get(restrictions)
  if (known) return known
  const made = (Object.keys(readings) as Restriction[]).map(restriction => ({
    restriction,
    conditions: conditionsOf(onlyOf(restrictions, restriction)),
    wanted: readings[restriction].wanted(restrictions),
  }))
  questions.set(restrictions, made)
  return made
}

function onlyOf(restrictions: TariffRestrictions, restriction: Restriction): TariffRestrictions {
  const fields = Object.entries(restrictions).filter(
    ([name]) => restrictionOf[name as keyof typeof restrictionOf] === restriction,
  )
  return Object.fromEntries(fields) as TariffRestrictions
}

/** What was measured, in its unit: the peak where that is too low, else the trough. */
function showLevel(level: Level | undefined, min: string | undefined): string | null {
  if (level === undefined) return null
  const isTooLow = min !== undefined && level.peak < levelOf(min)
  return showScaled(BigInt(isTooLow ? level.peak : level.trough), levelPlaces)
}

function between(from: string | undefined, to: string | undefined): Wanted {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

/** 20260302 as `2026-03-02`. */
function showDate(date: number): string {
  const digits = date.toString().padStart(8, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
}
