/**
 * A second pricing engine that shares nothing with the first: it walks a session second by second
 * and Wh by Wh, asks Temporal what the clock shows, and multiplies in exact decimals.
 *
 * Slow, and with nothing to get wrong but the rules (OCPI 2.3.0 mod_tariffs, mod_cdrs).
 */

import type { Activity } from '@wattline/tariffs'
import { type Decimal, decimal, Temporal } from '@wattline/units'

import type { Component, GeneratedSession, Restrictions } from './any-session.js'

/** What one price component came to. */
export interface TwinLine {
  readonly dimension: string
  /** Wh, seconds or 1; step rounding included. */
  readonly quantity: number
  /** Quantity × price, in prices per Wh × 1000, per second × 3600, or per session. */
  readonly amount: Decimal
}

/** One second of a session, or the instant of its start. */
interface Tick {
  readonly second: number
  readonly clock: Temporal.PlainDateTime
  /** Wh delivered before it and at its end. */
  readonly fromWh: number
  readonly toWh: number
  /** Undefined for the instant of the start, which takes no time. */
  readonly activity: Activity | undefined
}

interface Use {
  readonly component: Component
  quantity: number
}

/** By place of the component in the tariff: `element.component`. */
export function twinLines(session: GeneratedSession): Map<string, TwinLine> {
  const uses = new Map<string, Use>()
  const last = new Map<string, Use>()
  const use = (type: string, tick: Tick, wh: number): void => {
    for (const [place, element] of session.elements.entries()) {
      const index = element.price_components.findIndex(component => component.type === type)
      const component = element.price_components[index]
      if (!component || !holds(element.restrictions ?? {}, tick, wh)) continue
      const known = uses.get(`${place}.${index}`) ?? { component, quantity: 0 }
      known.quantity += 1
      uses.set(`${place}.${index}`, known)
      last.set(type, known)
      return
    }
  }
  for (const tick of ticksOf(session)) {
    const lastWh = Math.max(tick.fromWh, tick.toWh - 1)
    for (let wh = tick.fromWh; wh <= lastWh && !last.has('FLAT'); wh += 1) use('FLAT', tick, wh)
    for (let wh = tick.fromWh; wh < tick.toWh; wh += 1) use('ENERGY', tick, wh)
    if (tick.activity === 'CHARGING') use('TIME', tick, lastWh)
    if (tick.activity === 'PARKED') use('PARKING_TIME', tick, lastWh)
  }
  for (const [type, line] of last) {
    const isLeftAsItIs = type === 'FLAT' || (type === 'TIME' && last.has('PARKING_TIME'))
    if (!isLeftAsItIs) completeStep(line, uses)
  }
  return new Map(
    [...uses].map(([name, { component, quantity }]) => {
      const amount = decimal(String(component.price)).times(decimal(String(quantity)))
      return [name, { dimension: component.type, quantity, amount }]
    }),
  )
}

/** Counts on until the dimension of the line that was used last is a whole number of its steps. */
function completeStep(line: Use, uses: ReadonlyMap<string, Use>): void {
  const { type, step_size: step } = line.component
  if (step === 0) return
  let total = 0
  for (const { component, quantity } of uses.values()) {
    if (component.type === type) total += quantity
  }
  while (total % step !== 0) {
    total += 1
    line.quantity += 1
  }
}

const names = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']

function holds(restrictions: Restrictions, { second, clock }: Tick, wh: number): boolean {
  const { min_kwh, max_kwh, min_duration, max_duration, day_of_week } = restrictions
  const { start_date, end_date } = restrictions
  const date = clock.toPlainDate().toString()
  const isDay = !day_of_week?.length || day_of_week.includes(names[clock.dayOfWeek - 1] ?? '')
  return (
    isInWindow(restrictions, clock) &&
    isDay &&
    date >= (start_date ?? '') &&
    (end_date === undefined || date < end_date) &&
    wh / 1000 >= (min_kwh ?? 0) &&
    wh / 1000 < (max_kwh ?? Infinity) &&
    second >= (min_duration ?? 0) &&
    second < (max_duration ?? Infinity)
  )
}

function isInWindow(
  { start_time = '00:00', end_time = '00:00' }: Restrictions,
  clock: Temporal.PlainDateTime,
): boolean {
  const time = clock.toPlainTime().toString().slice(0, 5)
  const end = end_time === '00:00' ? '24:00' : end_time
  if (start_time === end_time) return true
  return start_time < end ? time >= start_time && time < end : time >= start_time || time < end
}

function* ticksOf(session: GeneratedSession): Generator<Tick> {
  const knots = knotsOf(session)
  const end = (knots.at(-1)?.second ?? 0) + session.tailSeconds
  const start = Temporal.Instant.from(session.startedAt)
  let clock = start.toZonedDateTimeISO(session.timeZone).toPlainDateTime()
  yield { second: 0, clock, fromWh: 0, toWh: energyAt(knots, 0), activity: undefined }
  for (let second = 0; second < end; second += 1) {
    // Zones jump on whole minutes, and restrictions know nothing finer.
    if (second % 60 === 0) {
      clock = start.add({ seconds: second }).toZonedDateTimeISO(session.timeZone).toPlainDateTime()
    }
    const activity = knots.filter(knot => knot.second <= second).at(-1)?.activity ?? 'CHARGING'
    const fromWh = energyAt(knots, second)
    yield { second, clock, fromWh, toWh: energyAt(knots, second + 1), activity }
  }
}

interface Knot {
  readonly second: number
  readonly wh: number
  readonly activity: Activity
}

function knotsOf({ steps }: GeneratedSession): Knot[] {
  const knots: Knot[] = [{ second: 0, wh: 0, activity: 'CHARGING' }]
  for (const { seconds, wh, activity } of steps) {
    const before = knots.at(-1) ?? { second: 0, wh: 0 }
    knots.push({ second: before.second + seconds, wh: before.wh + wh, activity })
  }
  return knots
}

/**
 * Straight between two readings, rounded down to the Wh; of readings in one second the last counts.
 */
function energyAt(knots: readonly Knot[], second: number): number {
  const before = knots.filter(knot => knot.second <= second).at(-1)
  const next = knots.find(knot => knot.second > second)
  const after = next && knots.filter(knot => knot.second === next.second).at(-1)
  if (!before || !after) return before?.wh ?? 0
  const rise = BigInt(after.wh - before.wh) * BigInt(second - before.second)
  return before.wh + Number(rise / BigInt(after.second - before.second))
}
