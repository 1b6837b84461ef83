/**
 * Turns a session's readings into the energy it used over time, and says which readings that stands
 * on.
 */

import { decimal, type Instant, roundToWhole } from '@wattline/units'

import type { Activity, Reading, ReadingSource } from './reading.js'

/**
 * What the energy stands on, best first: both transaction registers; a begin register and the last
 * periodic one; periodic registers alone; the total of an import; nothing.
 */
export type EnergySource = 'begin-end' | 'begin-periodic' | 'periodic' | 'import' | 'none'

/** Energy since the session's start, in whole Wh: never falling. */
export interface EnergySample {
  readonly at: Instant
  readonly energyWh: bigint
  readonly activity?: Activity
  readonly powerW?: number
  readonly currentMilliA?: number
}

export interface SessionEnergy {
  readonly source: EnergySource
  readonly totalWh: bigint
  readonly samples: readonly EnergySample[]
}

/**
 * The energy of one session. Readings may come in any order; those outside the session are left
 * out, and of several at one instant the highest register stands last.
 *
 * The first register is the zero: what a meter counted before it cannot be known, and is not
 * billed. Each count is rounded to whole Wh from the register itself, so that rounding never adds
 * up.
 */
export function energyOf(
  readings: readonly Reading[],
  startedAt: Instant,
  endedAt: Instant,
): SessionEnergy {
  const inside = readings
    .filter(({ measuredAt }) => isWithin(measuredAt, startedAt, endedAt))
    .sort(inOrder)
  const zero = inside[0]?.registerWh ?? decimal('0')
  let highest = 0n
  const samples = inside.map(reading => {
    const counted = roundToWhole(reading.registerWh.minus(zero))
    if (counted > highest) highest = counted
    return {
      at: reading.measuredAt,
      energyWh: highest,
      ...(reading.activity ? { activity: reading.activity } : {}),
      ...(typeof reading.powerW === 'number' && { powerW: reading.powerW }),
      ...(typeof reading.currentMilliA === 'number' && { currentMilliA: reading.currentMilliA }),
    }
  })
  return { source: sourceOf(inside), totalWh: highest, samples }
}

/** A total order, so that the order in which readings came says nothing. */
function inOrder(a: Reading, b: Reading): number {
  return (
    a.measuredAt.epochMilliseconds - b.measuredAt.epochMilliseconds ||
    a.registerWh.cmp(b.registerWh) ||
    places[a.source] - places[b.source] ||
    (a.activity === 'PARKED' ? 1 : 0) - (b.activity === 'PARKED' ? 1 : 0) ||
    (a.activity === null ? 1 : 0) - (b.activity === null ? 1 : 0) ||
    (a.powerW ?? 0) - (b.powerW ?? 0) ||
    (a.currentMilliA ?? 0) - (b.currentMilliA ?? 0)
  )
}

const places: Readonly<Record<ReadingSource, number>> = { begin: 0, periodic: 1, import: 2, end: 3 }

function sourceOf(inside: readonly Reading[]): EnergySource {
  if (inside.some(({ source }) => source === 'import')) return 'import'
  if (inside.length < 2) return 'none'
  if (inside[0]?.source !== 'begin') return 'periodic'
  return inside.at(-1)?.source === 'end' ? 'begin-end' : 'begin-periodic'
}

function isWithin(at: Instant, from: Instant, to: Instant): boolean {
  return (
    at.epochMilliseconds >= from.epochMilliseconds && at.epochMilliseconds <= to.epochMilliseconds
  )
}
