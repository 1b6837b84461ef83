/**
 * Turns a session's readings into the energy it used over time, and says which readings that stands
 * on.
 */

import { decimal, type Instant, roundToWhole } from '@wattline/units'

import type { Activity, Reading } from './reading.js'

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
 * out.
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
    .sort((a, b) => a.measuredAt.epochMilliseconds - b.measuredAt.epochMilliseconds)
  const zero = inside[0]?.registerWh ?? decimal('0')
  let highest = 0n
  const samples = inside.map(reading => {
    const counted = roundToWhole(reading.registerWh.minus(zero))
    if (counted > highest) highest = counted
    return {
      at: reading.measuredAt,
      energyWh: highest,
      ...(reading.activity ? { activity: reading.activity } : {}),
      ...(typeof reading.powerW === 'number' ? { powerW: reading.powerW } : {}),
      ...(typeof reading.currentMilliA === 'number'
        ? { currentMilliA: reading.currentMilliA }
        : {}),
    }
  })
  return { source: sourceOf(inside), totalWh: highest, samples }
}

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
