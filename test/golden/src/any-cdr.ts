/** Generates whole cases of received CDRs: tariffs with taxes and limits, periods of every kind. */

import { Temporal } from '@wattline/units'
import fc from 'fast-check'

import { nights } from './any-session.js'
import { anyElement, type Element } from './any-tariff.js'

export interface Limit {
  readonly before_taxes: number
  readonly after_taxes?: number
}

export interface TariffDocument {
  readonly id: string
  readonly currency: 'EUR'
  readonly tax_included: 'YES' | 'NO' | 'N/A'
  readonly elements: readonly Element[]
  readonly min_price?: Limit
  readonly max_price?: Limit
}

export interface CdrDimension {
  readonly type: string
  readonly volume: number
}

export interface PeriodDocument {
  readonly start_date_time: string
  readonly dimensions: readonly CdrDimension[]
  readonly tariff_id?: string
}

/** A case as `priceCase` reads it. */
export interface GeneratedCase {
  readonly name: string
  readonly timezone: string
  readonly tariffs: readonly TariffDocument[]
  readonly cdr: {
    readonly end_date_time: string
    readonly charging_periods: readonly PeriodDocument[]
  }
  readonly context: { readonly reservation_expired: boolean }
}

const anyPrice = fc.nat(3000).map(cents => cents / 100)
const anyLimits = fc.record(
  { before_taxes: anyPrice, after_taxes: anyPrice },
  { requiredKeys: ['before_taxes'] },
)

/** A least price is not above the most one. */
function limited(tariff: TariffDocument): TariffDocument {
  const { min_price: min, max_price: max } = tariff
  const isCrossed =
    min &&
    max &&
    (min.before_taxes > max.before_taxes || (min.after_taxes ?? 0) > (max.after_taxes ?? Infinity))
  return isCrossed ? { ...tariff, min_price: max, max_price: max } : tariff
}

const anyTariff = (id: string): fc.Arbitrary<TariffDocument> =>
  fc
    .record(
      {
        id: fc.constant(id),
        currency: fc.constant('EUR' as const),
        tax_included: fc.constantFrom('NO' as const, 'NO' as const, 'YES' as const, 'N/A' as const),
        elements: fc.array(anyElement, { minLength: 1, maxLength: 4 }),
        min_price: anyLimits,
        max_price: anyLimits,
      },
      { requiredKeys: ['id', 'currency', 'tax_included', 'elements'] },
    )
    .map(limited)

const volume = (type: string, most: number, places: number): fc.Arbitrary<CdrDimension> =>
  fc.nat(most).map(scaled => ({ type, volume: scaled / 10 ** places }))

const anyDimension: fc.Arbitrary<CdrDimension> = fc.oneof(
  volume('ENERGY', 30_000, 3),
  volume('ENERGY', 30_000, 4),
  volume('TIME', 20_000, 4),
  volume('TIME', 20_000, 4),
  volume('PARKING_TIME', 20_000, 4),
  volume('RESERVATION_TIME', 20_000, 4),
  volume('RESERVATION_TIME', 20_000, 4),
)
const anyMeasured = fc.subarray([
  ['MIN_POWER', 7],
  ['MAX_POWER', 11],
  ['POWER', 9],
  ['MIN_CURRENT', 10],
  ['MAX_CURRENT', 16],
  ['CURRENT', 13],
] as const)

interface Stretch {
  readonly seconds: number
  readonly used: readonly CdrDimension[]
  readonly measured: readonly (readonly [string, number])[]
  readonly tariff_id?: 'A' | 'B'
}

const anyStretch: fc.Arbitrary<Stretch> = fc.record(
  {
    seconds: fc.integer({ min: 1, max: 2000 }),
    used: fc.array(anyDimension, { maxLength: 3 }),
    measured: anyMeasured,
    tariff_id: fc.constantFrom('A', 'B'),
  },
  { requiredKeys: ['seconds', 'used', 'measured'] },
)

export const anyCase: fc.Arbitrary<GeneratedCase> = fc
  .record({
    tariffs: fc.tuple(anyTariff('A'), anyTariff('B')),
    night: fc.constantFrom(...nights),
    stretches: fc.array(anyStretch, { minLength: 1, maxLength: 6 }),
    reservation_expired: fc.boolean(),
  })
  .map(({ tariffs, night: [timezone, start], stretches, reservation_expired }) => {
    let at = Temporal.Instant.from(start)
    const charging_periods = stretches.map(({ seconds, used, measured, tariff_id }) => {
      const start_date_time = at.toString()
      at = at.add({ seconds })
      const shown = measured.map(([type, volume]) => ({ type, volume }))
      return { start_date_time, dimensions: [...used, ...shown], ...(tariff_id && { tariff_id }) }
    })
    return {
      name: 'generated',
      timezone,
      tariffs,
      cdr: { end_date_time: at.toString(), charging_periods },
      context: { reservation_expired },
    }
  })
