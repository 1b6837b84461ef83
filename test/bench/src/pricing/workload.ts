/** Makes the sessions that are priced: seeded, so that every run prices the same ones. */

import type { Sample, SessionFacts } from '@wattline/tariffs'
import { instantFromSecond } from '@wattline/units'

import { timeZones } from './tariff.js'

/** Between two readings: so many seconds, so many Wh, charging or parked. */
interface Stretch {
  readonly seconds: number
  readonly wh: number
  readonly isParked: boolean
}

export interface Visit {
  /** Index into `timeZones`. */
  readonly site: number
  /** Epoch seconds. */
  readonly startSecond: number
  readonly stretches: readonly Stretch[]
}

/** A kind of session, named by the charging periods it comes to. */
export interface VisitKind {
  readonly name: string
  /** `C` charges, `P` is parked, one letter a reading. */
  readonly course: string
  readonly leastMinutes: number
  readonly mostMinutes: number
}

export const visitKinds: readonly VisitKind[] = [
  { name: '1–2 periods', course: 'CC', leastMinutes: 15, mostMinutes: 60 },
  { name: '5 periods', course: 'CCCCP', leastMinutes: 50, mostMinutes: 100 },
  { name: '10 periods', course: 'CCCCPCCCCP', leastMinutes: 60, mostMinutes: 120 },
]

const yearStart = 1_767_225_600 // 2026-01-01T00:00:00Z
const yearSeconds = 365 * 86_400

export function makeVisits(kind: VisitKind, count: number): Visit[] {
  const random = seeded(count + kind.course.length)
  const between = (least: number, most: number): number =>
    least + Math.floor(random() * (most - least + 1))
  return Array.from({ length: count }, (_, index) => ({
    site: index % timeZones.length,
    startSecond: yearStart + between(0, yearSeconds),
    stretches: [...kind.course].map(letter => ({
      seconds: between(kind.leastMinutes * 60, kind.mostMinutes * 60),
      wh: letter === 'P' ? 0 : between(2000, 9000),
      isParked: letter === 'P',
    })),
  }))
}

/** The visit as it was metered: what the engine prices. */
export function factsOf({ startSecond, stretches }: Visit): SessionFacts {
  const samples: Sample[] = []
  let second = startSecond
  let energyWh = 0
  for (const [index, { seconds, wh }] of stretches.entries()) {
    second += seconds
    energyWh += wh
    const next = stretches[index + 1]
    const activity = next?.isParked ? 'PARKED' : 'CHARGING'
    samples.push({
      at: instantFromSecond(second),
      energyWh: BigInt(energyWh),
      ...(next && { activity }),
    })
  }
  return {
    startedAt: instantFromSecond(startSecond),
    endedAt: instantFromSecond(second),
    samples,
  }
}

/** Mulberry32: small, and good enough to scatter sessions over a year. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
