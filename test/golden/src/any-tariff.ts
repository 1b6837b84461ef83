/** Generates tariff elements in OCPI's own words: every restriction, every dimension. */

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
  readonly min_power?: number
  readonly max_power?: number
  readonly min_current?: number
  readonly max_current?: number
  readonly reservation?: 'RESERVATION' | 'RESERVATION_EXPIRES'
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

const two = (value: number): string => value.toString().padStart(2, '0')
const clockText = fc.nat(1439).map(minute => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`)
const dateText = fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25')
const weekdays = ['FRIDAY', 'SATURDAY', 'SUNDAY', 'MONDAY']
const kwh = fc.nat(2500).map(wh => wh / 1000)
const kw = fc.nat(220_000).map(tenthsOfW => tenthsOfW / 10_000)
const ampere = fc.nat(320_000).map(tenthsOfMilliA => tenthsOfMilliA / 10_000)

/** What hangs on the site's clock or calendar. */
const anyClockRestriction: fc.Arbitrary<Restrictions> = fc.oneof(
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
)

/** What hangs on the session alone, so that it is the same on any day. */
const anySessionRestriction: fc.Arbitrary<Restrictions> = fc.oneof(
  kwh.map(min_kwh => ({ min_kwh })),
  kwh.map(max_kwh => ({ max_kwh })),
  fc.nat(3000).map(min_duration => ({ min_duration })),
  fc.nat(3000).map(max_duration => ({ max_duration })),
  kw.map(min_power => ({ min_power })),
  kw.map(max_power => ({ max_power })),
  ampere.map(min_current => ({ min_current })),
  ampere.map(max_current => ({ max_current })),
)

function component(...types: readonly string[]): fc.Arbitrary<Component> {
  return fc.record(
    {
      type: fc.constantFrom(...types),
      price: fc.nat(90_000).map(price => price / 10_000),
      step_size: fc.constantFrom(0, 1, 60, 300, 777),
      vat: fc.constantFrom(0, 7, 19, 7.7),
    },
    { requiredKeys: ['type', 'price', 'step_size'] },
  )
}

/** Few restrictions at once, so that elements which do apply are not rare. */
function element(restriction: fc.Arbitrary<Restrictions>): fc.Arbitrary<Element> {
  const restrictions = fc
    .array(restriction, { maxLength: 2 })
    .map((parts): Restrictions => Object.assign({}, ...parts))
  const ofSession = fc.record({
    price_components: fc.array(
      component('ENERGY', 'ENERGY', 'TIME', 'TIME', 'PARKING_TIME', 'FLAT'),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    restrictions,
  })
  const ofReservation = fc.record({
    price_components: fc.array(component('TIME', 'FLAT'), { minLength: 1, maxLength: 2 }),
    restrictions: fc
      .tuple(restrictions, fc.constantFrom('RESERVATION' as const, 'RESERVATION_EXPIRES' as const))
      .map(([others, reservation]) => ({ ...others, reservation })),
  })
  return fc.oneof({ weight: 3, arbitrary: ofSession }, { weight: 2, arbitrary: ofReservation })
}

export const anyElement = element(fc.oneof(anyClockRestriction, anySessionRestriction))

/** An element whose price is the same on any day and at any hour. */
export const anyClocklessElement = element(anySessionRestriction)
