/**
 * Generates tariffs and sessions in OCPI's own words, crowded around the nights on which clocks
 * jump.
 */

import type { Activity, ResolvedCut, SessionFacts } from '@wattline/tariffs'
import { Temporal } from '@wattline/units'
import fc from 'fast-check'

export interface Restrictions {
  readonly start_time?: string
  readonly end_time?: string
  readonly start_date?: string
  readonly end_date?: string
  readonly day_of_week?: readonly string[]
  readonly min_kwh?: number
  readonly max_kwh?: number
  readonly min_duration?: number
  readonly max_duration?: number
}

export interface Component {
  readonly type: string
  readonly price: number
  readonly step_size: number
  readonly vat?: number
}

export interface Element {
  readonly price_components: readonly Component[]
  readonly restrictions?: Restrictions
}

/**
 * What happens next: after so many seconds, so many Wh more, and the vehicle does this from then
 * on.
 */
export interface Step {
  readonly seconds: number
  readonly wh: number
  readonly activity: Activity
}

export interface GeneratedSession {
  readonly elements: readonly Element[]
  readonly timeZone: string
  readonly startedAt: string
  readonly steps: readonly Step[]
  /** From the last step to the end. */
  readonly tailSeconds: number
}

const two = (value: number): string => value.toString().padStart(2, '0')
const clockText = fc.nat(1439).map(minute => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`)
const dateText = fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25')
const weekdays = ['FRIDAY', 'SATURDAY', 'SUNDAY', 'MONDAY']
const kwh = fc.nat(2500).map(wh => wh / 1000)

/** One kind of restriction, so that elements which do apply are not rare. */
const anyRestriction: fc.Arbitrary<Restrictions> = fc.oneof(
  fc.record({ start_time: clockText, end_time: clockText }),
  fc.oneof(
    clockText.map(start_time => ({ start_time })),
    clockText.map(end_time => ({ end_time })),
  ),
  fc.oneof(
    dateText.map(start_date => ({ start_date })),
    dateText.map(end_date => ({ end_date })),
  ),
  fc.subarray(weekdays).map(day_of_week => ({ day_of_week })),
  kwh.map(min_kwh => ({ min_kwh })),
  kwh.map(max_kwh => ({ max_kwh })),
  fc.nat(3000).map(min_duration => ({ min_duration })),
  fc.nat(3000).map(max_duration => ({ max_duration })),
)

const anyComponent: fc.Arbitrary<Component> = fc.record({
  type: fc.constantFrom('ENERGY', 'ENERGY', 'TIME', 'TIME', 'PARKING_TIME', 'FLAT'),
  price: fc.nat(90_000).map(price => price / 10_000),
  step_size: fc.constantFrom(0, 1, 60, 300, 777),
  vat: fc.constantFrom(0, 7, 19, 7.7),
})

export const anyElement: fc.Arbitrary<Element> = fc.record({
  price_components: fc.array(anyComponent, { minLength: 1, maxLength: 3 }),
  restrictions: fc
    .array(anyRestriction, { maxLength: 2 })
    .map((parts): Restrictions => Object.assign({}, ...parts)),
})

const anyStep: fc.Arbitrary<Step> = fc.record({
  seconds: fc.nat(900),
  wh: fc.nat(2500),
  activity: fc.constantFrom<Activity>('CHARGING', 'CHARGING', 'PARKED'),
})

export const anySession: fc.Arbitrary<GeneratedSession> = fc.record({
  elements: fc.array(anyElement, { minLength: 1, maxLength: 4 }),
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
  startedAt: fc.constantFrom(
    // Just before the clocks of Berlin, New York and Lord Howe jump, and before a midnight.
    '2026-03-29T00:40:00Z',
    '2026-10-25T00:40:00Z',
    '2026-11-01T05:40:00Z',
    '2026-04-04T14:45:00Z',
    '2026-10-24T21:45:00Z',
  ),
  steps: fc.array(anyStep, { maxLength: 4 }),
  tailSeconds: fc.nat(900),
})

export function factsOf({ startedAt, steps, tailSeconds }: GeneratedSession): SessionFacts {
  let at = Temporal.Instant.from(startedAt)
  let energyWh = 0n
  const samples = steps.map(({ seconds, wh, activity }) => {
    at = at.add({ seconds })
    energyWh += BigInt(wh)
    return { at, energyWh, activity }
  })
  const start = Temporal.Instant.from(startedAt)
  return { startedAt: start, endedAt: at.add({ seconds: tailSeconds }), samples }
}

/** Places where a plugin's price might change. */
export const anyCut: fc.Arbitrary<ResolvedCut> = fc.oneof(
  fc.nat(86_399).map(secondOfDay => ({ kind: 'clock', secondOfDay }) as const),
  fc.nat(4000).map(seconds => ({ kind: 'sinceStart', seconds }) as const),
  fc.nat(2000).map(seconds => ({ kind: 'sinceChargingEnded', seconds }) as const),
  fc.nat(10_000).map(wh => ({ kind: 'sessionWh', wh: BigInt(wh) }) as const),
)
