/** Generates uses of our own plugins: parameters an operator might set, and facts of a driver. */

import dayAhead from '@wattline/plugin-day-ahead'
import idleGrace from '@wattline/plugin-idle-grace'
import loyalty from '@wattline/plugin-loyalty'
import membership from '@wattline/plugin-membership'
import offPeak from '@wattline/plugin-off-peak'
import promotion from '@wattline/plugin-promotion'
import roamingMarkup from '@wattline/plugin-roaming-markup'
import type { Params, Plugin } from '@wattline/plugin-sdk'
import workplaceTime from '@wattline/plugin-workplace-time'
import type { Told } from '@wattline/tariffs'
import fc from 'fast-check'

const two = (value: number): string => value.toString().padStart(2, '0')
const anyClock = fc.nat(1439).map(minute => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`)
const anyWeekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7])
const anyAmount = fc.nat(6_000_000)
const anyShare = fc.nat(10_000)
const noFacts = fc.constant<Told['facts']>({})

/** A plugin with parameters and facts it might be given. */
export interface Used {
  readonly plugin: Plugin<never>
  readonly params: Params
  readonly facts: Told['facts']
}

function use<P extends Params>(
  plugin: Plugin<P>,
  params: fc.Arbitrary<P>,
  facts: fc.Arbitrary<Told['facts']> = noFacts,
): fc.Arbitrary<Used> {
  return fc.record({ params, facts }).map(given => ({ plugin: plugin as Plugin<never>, ...given }))
}

type ParamsOf<P> = P extends Plugin<infer Given> ? Given : never

const anyOffPeak = fc.record({
  windowStart: anyClock,
  windowEnd: anyClock,
  weekdays: anyWeekdays,
  discountBp: anyShare,
})
export const anyIdle: fc.Arbitrary<ParamsOf<typeof idleGrace>> = fc.record(
  {
    graceSeconds: fc.nat(1200),
    ratePerHour: anyAmount,
    quietStart: anyClock,
    quietEnd: anyClock,
    quietWeekdays: anyWeekdays,
    mostPerSession: anyAmount,
  },
  { requiredKeys: ['graceSeconds', 'ratePerHour', 'quietStart', 'quietEnd', 'quietWeekdays'] },
)
export const anySpot = fc.record({
  area: fc.constant('A'),
  marginPerKwh: fc.nat(200_000),
  floorPerKwh: fc.nat(200_000),
  capPerKwh: fc.integer({ min: 200_000, max: 2_000_000 }),
  fallbackPerKwh: fc.nat(900_000),
})
export const anyMembership = fc.record({
  rates: fc.constant([{ tier: 'gold', ratePerKwh: 150_000 }]),
  freeWhPerMonth: fc.constant(5000),
})
const anyMember = fc.record({
  tier: fc.constantFrom('gold', 'gold', 'bronze', null),
  freeWh: fc.nat(6000),
})

export const anyUse: fc.Arbitrary<Used> = fc.oneof(
  use(dayAhead, anySpot),
  use(idleGrace, anyIdle),
  use(
    loyalty,
    fc.record({
      days: fc.constant(30),
      countBy: fc.constantFrom('SESSIONS' as const, 'KWH' as const),
      tiers: fc.array(fc.record({ from: fc.nat(20), shareBp: anyShare }), { minLength: 1 }),
    }),
    fc.record({ sessions: fc.nat(30), energyWh: fc.nat(30_000) }),
  ),
  use(membership, anyMembership, anyMember),
  use(offPeak, anyOffPeak),
  use(
    promotion,
    fc.record({
      campaign: fc.constant('c'),
      shareBp: anyShare,
      fixedAmount: anyAmount,
    }),
    fc.record({
      coupon: fc.constantFrom('CODE', null),
      campaign: fc.constantFrom('c', 'd', null),
      maxAmount: fc.option(anyAmount),
    }),
  ),
  use(
    roamingMarkup,
    fc.record({
      shareBp: anyShare,
      markupPerKwh: anyAmount,
      partners: fc.constantFrom([], ['p']),
      mostPerSession: anyAmount,
    }),
    fc.record({ payer: fc.constantFrom('ROAMING', 'DRIVER'), partner: fc.constantFrom('p', null) }),
  ),
  use(
    workplaceTime,
    fc.record({
      freeMinutes: fc.nat(60),
      ratePerHour: anyAmount,
      blockMinutes: fc.integer({ min: 1, max: 30 }),
      minimum: anyAmount,
    }),
  ),
)
