/**
 * Makes sessions and tariffs of every kind a plugin will meet, as plain data that shrinks to the
 * smallest that still shows a fault.
 */

import type { Manifest, Params } from '@wattline/plugin-sdk'
import { type Currency, currencies, secondOf, Temporal } from '@wattline/units'
import fc, { type Arbitrary } from 'fast-check'

type Dimension = 'ENERGY' | 'TIME' | 'PARKING_TIME' | 'FLAT'

export interface Price {
  readonly dimension: Dimension
  /** Ten-thousandths of a major unit. */
  readonly price: number
  /** Which of the tariff's two VAT rates. */
  readonly vat: 0 | 1
}

export interface Stretch {
  readonly activity: 'CHARGING' | 'PARKED' | 'RESERVED'
  readonly seconds: number
  readonly energyWh: number
}

/** What a fact is drawn from, whatever its type. */
export interface FactSeed {
  readonly pick: number
  readonly amount: number
}

/** One price from so many quarters of an hour after the session's start on, or before it. */
export interface SeriesSeed {
  readonly quarter: number
  readonly amount: number | null
}

export interface BillCase {
  readonly params: Params
  readonly currency: Currency
  readonly taxIncluded: 'NO' | 'YES' | 'N/A'
  readonly vatPercents: readonly [number, number]
  readonly prices: readonly Price[]
  /** A price for energy from 22:00 to 06:00, in ten-thousandths of a major unit. */
  readonly nightPrice: number | null
  readonly reservedPrice: number | null
  readonly zone: string
  readonly anchor: number
  /** Seconds after the anchor at which the session starts. */
  readonly offset: number
  readonly stretches: readonly Stretch[]
  readonly facts: Readonly<Record<string, FactSeed>>
  readonly hasCoupon: boolean
  readonly payer: 'DRIVER' | 'FLEET' | 'ROAMING'
  readonly series: Readonly<Record<string, readonly SeriesSeed[]>>
  /** Where one more cut is made, in ten-thousandths of the session. */
  readonly furtherCut: number
}

const second = (text: string): number => secondOf(Temporal.Instant.from(text))

/** An ordinary Monday first, then days on which clocks and calendars do odd things. */
const anchors = [
  '2026-06-01T10:00:00Z',
  '2026-06-05T16:00:00Z',
  '2026-03-28T18:00:00Z',
  '2026-10-24T18:00:00Z',
  '2026-03-08T01:00:00Z',
  '2026-11-01T00:00:00Z',
  '2026-04-04T10:00:00Z',
  '2026-12-31T18:00:00Z',
  '2028-02-28T18:00:00Z',
].map(second)

/** A published version bills for years: also what it does then is tried. */
const anyAnchor = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.constantFrom(...anchors), weight: 4 },
  {
    arbitrary: fc.integer({
      min: second('2027-01-01T00:00:00Z'),
      max: second('2059-12-31T00:00:00Z'),
    }),
    weight: 1,
  },
)

/** Two decimals, mostly; none and three as well. */
const anyCurrency = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom('EUR', 'EUR', 'EUR', 'HUF', 'JPY'),
  fc.constantFrom(...currencies),
)

const zones = ['Europe/Berlin', 'UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']

const anySeconds = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.integer({ min: 1, max: 14_400 }), weight: 5 },
  { arbitrary: fc.integer({ min: 1, max: 960 }).map(quarters => quarters * 900), weight: 3 },
  { arbitrary: fc.constantFrom(1, 59, 60, 3600, 86_400), weight: 1 },
  { arbitrary: fc.integer({ min: 86_400, max: 1_296_000 }), weight: 1 },
)
const anyWh = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.integer({ min: 0, max: 100_000 }), weight: 5 },
  { arbitrary: fc.constantFrom(0, 1, 999, 1000), weight: 2 },
  { arbitrary: fc.integer({ min: 0, max: 2_000_000 }), weight: 1 },
)
const still = (activity: 'PARKED' | 'RESERVED'): Arbitrary<Stretch> =>
  anySeconds.map(seconds => ({ activity, seconds, energyWh: 0 }))
const anyCharging: Arbitrary<Stretch> = fc.record({
  activity: fc.constant('CHARGING' as const),
  seconds: anySeconds,
  energyWh: anyWh,
})

/** Charged, perhaps parked, perhaps charged again; some were reserved before. */
const anyStretches: Arbitrary<readonly Stretch[]> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.tuple(anyCharging), weight: 3 },
  { arbitrary: fc.tuple(anyCharging, still('PARKED')), weight: 4 },
  { arbitrary: fc.tuple(anyCharging, still('PARKED'), anyCharging, still('PARKED')), weight: 1 },
  { arbitrary: fc.tuple(still('RESERVED')), weight: 1 },
  { arbitrary: fc.tuple(still('RESERVED'), anyCharging, still('PARKED')), weight: 1 },
)

const anyPrice = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom(0, 3000, 4900),
  fc.integer({ min: 0, max: 1_000_000 }),
)
const anyPrices: Arbitrary<readonly Price[]> = fc.uniqueArray(
  fc.record({
    dimension: fc.constantFrom<Dimension>('ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'),
    price: anyPrice,
    vat: fc.constantFrom<0 | 1>(0, 1),
  }),
  { minLength: 1, maxLength: 4, selector: ({ dimension }) => dimension },
)

const anyAmount = fc.option(fc.integer({ min: -2_000_000, max: 6_000_000 }), { freq: 8 })
const anySeries: Arbitrary<readonly SeriesSeed[]> = fc.oneof(
  { withCrossShrink: true },
  fc
    .array(anyAmount, { maxLength: 24, size: 'max' })
    .map(amounts => amounts.map((amount, at) => ({ quarter: at - 2, amount }))),
  fc
    .array(anyAmount, { maxLength: 4 })
    .map(amounts => amounts.map((amount, at) => ({ quarter: at * 5 + 1, amount }))),
)
const anySeed: Arbitrary<FactSeed> = fc.record({
  pick: fc.integer({ min: 0, max: 40 }),
  amount: fc.oneof(
    { withCrossShrink: true },
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 10_000_000 }),
  ),
})

const each = <T>(names: readonly string[], arbitrary: Arbitrary<T>) =>
  fc.record(Object.fromEntries(names.map(name => [name, arbitrary])), { noNullPrototype: true })

/** @param params of which some may turn out not to be valid */
export function anyBill(manifest: Manifest, params: Arbitrary<Params>): Arbitrary<BillCase> {
  return fc.record({
    params,
    currency: anyCurrency,
    taxIncluded: fc.constantFrom('NO', 'YES', 'N/A'),
    vatPercents: fc.constantFrom<[number, number]>([19, 19], [19, 7], [20, 0], [8.1, 2.6]),
    prices: anyPrices,
    nightPrice: fc.option(anyPrice, { freq: 2 }),
    reservedPrice: fc.option(anyPrice),
    zone: fc.constantFrom(...zones),
    anchor: anyAnchor,
    offset: fc.oneof(
      { withCrossShrink: true },
      fc.integer({ min: 0, max: 1439 }).map(minutes => minutes * 60),
      fc.integer({ min: 0, max: 86_399 }),
    ),
    stretches: anyStretches,
    facts: each(Object.keys(manifest.reads), anySeed),
    hasCoupon: fc.boolean(),
    payer: fc.constantFrom('DRIVER', 'FLEET', 'ROAMING'),
    series: each(Object.keys(manifest.series), anySeries),
    furtherCut: fc.integer({ min: 0, max: 10_000 }),
  })
}
