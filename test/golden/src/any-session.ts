/**
 * Generates tariffs and sessions in OCPI's own words, crowded around the nights on which clocks
 * jump.
 */

import type { Activity, ResolvedCut, SessionFacts } from '@wattline/tariffs'
import { Temporal } from '@wattline/units'
import fc from 'fast-check'

import { anyElement, type Element } from './any-tariff.js'

/**
 * What happens next: after so many seconds, so many Wh more, and the vehicle does this from then
 * on.
 */
export interface Step {
  readonly seconds: number
  readonly wh: number
  readonly activity: Activity
  /** What the meter shows at the step, where it says so. */
  readonly powerW?: number
  readonly currentMilliA?: number
}

export interface GeneratedSession {
  readonly elements: readonly Element[]
  readonly timeZone: string
  readonly startedAt: string
  readonly isReservedFirst: boolean
  readonly reservationExpired: boolean
  readonly steps: readonly Step[]
  /** From the last step to the end. */
  readonly tailSeconds: number
}

const anyStep: fc.Arbitrary<Step> = fc.record(
  {
    seconds: fc.nat(900),
    wh: fc.nat(2500),
    activity: fc.constantFrom<Activity>('CHARGING', 'CHARGING', 'PARKED', 'RESERVED'),
    powerW: fc.nat(22_000),
    currentMilliA: fc.nat(32_000),
  },
  { requiredKeys: ['seconds', 'wh', 'activity'] },
)

/** Just before the clocks of each zone jump, in both hemispheres, and before a midnight. */
export const nights = [
  ['Europe/Berlin', '2026-03-29T00:40:00Z'],
  ['Europe/Berlin', '2026-10-25T00:40:00Z'],
  ['America/New_York', '2026-11-01T05:40:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T14:45:00Z'],
  ['Pacific/Auckland', '2026-09-26T13:45:00Z'],
  ['Europe/Berlin', '2026-10-24T21:45:00Z'],
  ['UTC', '2026-10-24T23:45:00Z'],
] as const

export const anySession: fc.Arbitrary<GeneratedSession> = fc
  .record({
    elements: fc.array(anyElement, { minLength: 1, maxLength: 4 }),
    night: fc.constantFrom(...nights),
    isReservedFirst: fc.boolean(),
    reservationExpired: fc.boolean(),
    steps: fc.array(anyStep, { maxLength: 4 }),
    tailSeconds: fc.nat(900),
  })
  .map(({ night: [timeZone, startedAt], ...session }) => ({ timeZone, startedAt, ...session }))

export function factsOf(session: GeneratedSession): SessionFacts {
  const { startedAt, steps, tailSeconds, isReservedFirst, reservationExpired } = session
  const start = Temporal.Instant.from(startedAt)
  let at = start
  let energyWh = 0n
  const samples = steps.map(({ seconds, wh, ...more }) => {
    at = at.add({ seconds })
    energyWh += BigInt(wh)
    return { at, energyWh, ...more }
  })
  const reserved = { at: start, energyWh: 0n, activity: 'RESERVED' } as const
  return {
    startedAt: start,
    endedAt: at.add({ seconds: tailSeconds }),
    samples: isReservedFirst ? [reserved, ...samples] : samples,
    reservationExpired,
  }
}

/** Places where a plugin's price might change. */
export const anyCut: fc.Arbitrary<ResolvedCut> = fc.oneof(
  fc.nat(86_399).map(secondOfDay => ({ kind: 'clock', secondOfDay }) as const),
  fc.nat(4000).map(seconds => ({ kind: 'sinceStart', seconds }) as const),
  fc.nat(2000).map(seconds => ({ kind: 'sinceChargingEnded', seconds }) as const),
  fc.nat(10_000).map(wh => ({ kind: 'sessionWh', wh: BigInt(wh) }) as const),
  fc.nat(22_000_000).map(level => ({ kind: 'power', level }) as const),
  fc.nat(32_000_000).map(level => ({ kind: 'current', level }) as const),
)
