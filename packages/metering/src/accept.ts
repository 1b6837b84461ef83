/**
 * Judges readings as they arrive against those already stored: which are new, which repeat, which
 * cannot be.
 */

import { type Instant, showDecimal } from '@wattline/units'

import type { Reading } from './reading.js'

export interface SessionWindow {
  readonly startedAt: Instant
  /** Set once the session ended. */
  readonly endedAt: Instant | null
  readonly now: Instant
  readonly maxPowerW: number
}

export interface ReadingFault {
  /** Index among the incoming readings. */
  readonly index: number
  readonly code:
    | 'reading-before-start'
    | 'reading-after-stop'
    | 'reading-in-future'
    | 'reading-conflicts'
    | 'reading-goes-back'
    | 'reading-unit-unlikely'
  readonly detail: Readonly<Record<string, string>>
}

export interface Judgement {
  readonly fresh: readonly Reading[]
  readonly duplicates: number
  readonly faults: readonly ReadingFault[]
}

/** A charger's clock may run ahead by this much. */
const clockToleranceMs = 5 * 60_000
/** What two readings may differ by beyond the connector's power, before the unit is doubted. */
const powerTolerance = 1.5
const energyToleranceWh = 1_000

/**
 * Late and out-of-order readings are welcome as long as they fit between their neighbours; the same
 * reading again is a duplicate; the same instant with another value is a conflict, for nothing
 * stored is ever replaced.
 */
export function acceptReadings(
  stored: readonly Reading[],
  incoming: readonly Reading[],
  window: SessionWindow,
): Judgement {
  const known = [...stored].sort(byTime)
  const fresh: Reading[] = []
  const faults: ReadingFault[] = []
  let duplicates = 0
  for (const { reading, index } of inTimeOrder(incoming)) {
    const twin = known.find(other => sameInstant(other, reading))
    if (twin?.registerWh.eq(reading.registerWh)) {
      duplicates += 1
      continue
    }
    const fault = twin ? conflict(twin) : faultOf(reading, known, window)
    if (fault) {
      faults.push({ index, ...fault })
      continue
    }
    fresh.push(reading)
    known.push(reading)
    known.sort(byTime)
  }
  return { fresh, duplicates, faults: faults.sort((a, b) => a.index - b.index) }
}

type Fault = Omit<ReadingFault, 'index'>

function conflict(twin: Reading): Fault {
  return { code: 'reading-conflicts', detail: { storedWh: showDecimal(twin.registerWh) } }
}

function faultOf(
  reading: Reading,
  known: readonly Reading[],
  window: SessionWindow,
): Fault | undefined {
  const at = reading.measuredAt.epochMilliseconds
  if (at < window.startedAt.epochMilliseconds) {
    return { code: 'reading-before-start', detail: { startedAt: window.startedAt.toString() } }
  }
  if (window.endedAt && at > window.endedAt.epochMilliseconds) {
    return { code: 'reading-after-stop', detail: { endedAt: window.endedAt.toString() } }
  }
  if (at > window.now.epochMilliseconds + clockToleranceMs) {
    return { code: 'reading-in-future', detail: { now: window.now.toString() } }
  }
  const before = known.filter(other => other.measuredAt.epochMilliseconds < at).at(-1)
  const after = known.find(other => other.measuredAt.epochMilliseconds > at)
  if (
    (before && reading.registerWh.lt(before.registerWh)) ||
    (after && reading.registerWh.gt(after.registerWh))
  ) {
    return {
      code: 'reading-goes-back',
      detail: {
        ...(before ? { earlierWh: showDecimal(before.registerWh) } : {}),
        ...(after ? { laterWh: showDecimal(after.registerWh) } : {}),
      },
    }
  }
  return before && unlikely(before, reading, window.maxPowerW)
}

function unlikely(before: Reading, reading: Reading, maxPowerW: number): Fault | undefined {
  const seconds =
    (reading.measuredAt.epochMilliseconds - before.measuredAt.epochMilliseconds) / 1000
  const possibleWh = Math.round((maxPowerW * powerTolerance * seconds) / 3600) + energyToleranceWh
  const usedWh = reading.registerWh.minus(before.registerWh)
  if (usedWh.lte(possibleWh.toString())) return undefined
  return {
    code: 'reading-unit-unlikely',
    detail: {
      usedWh: showDecimal(usedWh),
      possibleWh: String(possibleWh),
      maxPowerW: String(maxPowerW),
    },
  }
}

function inTimeOrder(incoming: readonly Reading[]): { reading: Reading; index: number }[] {
  return incoming
    .map((reading, index) => ({ reading, index }))
    .sort((a, b) => byTime(a.reading, b.reading))
}

function byTime(a: Reading, b: Reading): number {
  return a.measuredAt.epochMilliseconds - b.measuredAt.epochMilliseconds
}

function sameInstant(a: Reading, b: Reading): boolean {
  return a.measuredAt.epochMilliseconds === b.measuredAt.epochMilliseconds
}
