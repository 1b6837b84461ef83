/** Walks a generated session second by second: what the clock, the meter and the vehicle did. */

import type { Activity } from '@wattline/tariffs'
import { decimal, Temporal } from '@wattline/units'

import type { GeneratedSession, Step } from './any-session.js'

/** One second of a session, or the instant of its start. */
export interface Tick {
  readonly second: number
  readonly clock: Temporal.PlainDateTime
  /** Wh delivered before it and at its end. */
  readonly fromWh: number
  readonly toWh: number
  readonly activity: Activity
  /** Whether it is the instant of the start, which takes no time. */
  readonly isInstant: boolean
  /** At its beginning; undefined before anything was measured. */
  readonly powerKw: Measured | undefined
  readonly currentA: Measured | undefined
}

/** An exact value between two readings. */
export interface Measured {
  readonly isAtLeast: (bound: number) => boolean
}

export function* ticksOf(session: GeneratedSession): Generator<Tick> {
  const knots = knotsOf(session)
  const end = (knots.at(-1)?.second ?? 0) + session.tailSeconds
  const start = Temporal.Instant.from(session.startedAt)
  let clock = start.toZonedDateTimeISO(session.timeZone).toPlainDateTime()
  const at = (second: number) => ({
    second,
    clock,
    activity: knots.filter(knot => knot.second <= second).at(-1)?.activity ?? 'CHARGING',
    powerKw: measuredAt(knots, second, 'powerW'),
    currentA: measuredAt(knots, second, 'currentMilliA'),
  })
  yield { ...at(0), fromWh: 0, toWh: energyAt(knots, 0), isInstant: true }
  for (let second = 0; second < end; second += 1) {
    // Zones jump on whole minutes, and restrictions know nothing finer.
    if (second % 60 === 0) {
      clock = start.add({ seconds: second }).toZonedDateTimeISO(session.timeZone).toPlainDateTime()
    }
    const [fromWh, toWh] = [energyAt(knots, second), energyAt(knots, second + 1)]
    yield { ...at(second), fromWh, toWh, isInstant: false }
  }
}

type Knot = Omit<Step, 'seconds'> & { readonly second: number }

function knotsOf({ steps, isReservedFirst }: GeneratedSession): Knot[] {
  const first = isReservedFirst ? 'RESERVED' : 'CHARGING'
  const knots: Knot[] = [{ second: 0, wh: 0, activity: first }]
  for (const { seconds, wh, ...more } of steps) {
    const before = knots.at(-1) ?? { second: 0, wh: 0 }
    knots.push({ second: before.second + seconds, wh: before.wh + wh, ...more })
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

/**
 * Straight between two readings that state it, the same after the last, unknown before the first.
 */
function measuredAt(
  knots: readonly Knot[],
  second: number,
  field: 'powerW' | 'currentMilliA',
): Measured | undefined {
  const stated = knots.filter(knot => knot[field] !== undefined)
  const before = stated.filter(knot => knot.second <= second).at(-1)
  if (before === undefined) return undefined
  const next = stated.find(knot => knot.second > second)
  const after = stated.filter(knot => knot.second === next?.second).at(-1) ?? before
  const run = Math.max(after.second - before.second, 1)
  const [from, to] = [before[field] ?? 0, after[field] ?? 0]
  const sum = decimal(String(from * run + (to - from) * (second - before.second)))
  // A bound in kW or A is compared in W or mA, times the seconds between the readings.
  return { isAtLeast: bound => sum.gte(decimal(String(bound)).times(String(1000 * run))) }
}
