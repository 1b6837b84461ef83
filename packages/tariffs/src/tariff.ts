/**
 * The words of an OCPI tariff as Wattline keeps them: read, checked for shape, nothing computed
 * yet.
 */

import type { Currency } from '@wattline/units'

/** Something in a document that keeps it from being published, or that its author should know. */
export interface Fault {
  /** Where: `$.elements[0].restrictions.start_time`. */
  readonly path: string
  /** One of a closed set of short names, such as `unknown-restriction`. */
  readonly code: string
  /** What is wrong and what to do about it, for a person. */
  readonly message: string
  /** A `fault` refuses publication; a `warning` is likely a mistake, a `note` may well be meant. */
  readonly severity: 'fault' | 'warning' | 'note'
}

/** What a price component can be for (OCPI TariffDimensionType). */
export type TariffDimension = 'ENERGY' | 'TIME' | 'PARKING_TIME' | 'FLAT'

export const dimensions: readonly TariffDimension[] = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT']

/**
 * What a session is billed for: a component for TIME in an element on reservations prices
 * RESERVATION_TIME (OCPI 2.3.0 mod_tariffs, ReservationRestrictionType).
 */
export type Dimension = TariffDimension | 'RESERVATION_TIME'

/** Whom a tariff is for (OCPI TariffType). A tariff without one is for all. */
export type TariffType =
  | 'AD_HOC_PAYMENT'
  | 'PROFILE_CHEAP'
  | 'PROFILE_FAST'
  | 'PROFILE_GREEN'
  | 'REGULAR'

export const tariffTypes: readonly TariffType[] = [
  'AD_HOC_PAYMENT',
  'PROFILE_CHEAP',
  'PROFILE_FAST',
  'PROFILE_GREEN',
  'REGULAR',
]

/**
 * Whether the prices contain tax (OCPI 2.3.0 TaxIncluded). Older tariffs state prices without:
 * `NO`.
 */
export type TaxIncluded = 'YES' | 'NO' | 'N/A'

/** One price (OCPI PriceComponent). */
export interface PriceComponent {
  readonly type: TariffDimension
  /** Major units per kWh, per hour or once, as exact decimal text. */
  readonly price: string
  /** Wh or seconds that are billed as one block; 0 and 1 round nothing. */
  readonly stepSize: number
  /**
   * Percent as exact decimal text; null where no tax is named, which is not the same as `0`. Below
   * zero it is priced as 0.
   */
  readonly vatPercent: string | null
}

/** When an element applies (OCPI TariffRestrictions). Fields that are absent restrict nothing. */
export interface TariffRestrictions {
  /** `HH:MM` of the site's clock. */
  readonly startTime?: string
  readonly endTime?: string
  /** `YYYY-MM-DD` of the site's calendar; the end is exclusive. */
  readonly startDate?: string
  readonly endDate?: string
  /** 1 (Monday) to 7 (Sunday); empty restricts nothing. */
  readonly daysOfWeek?: readonly number[]
  /** Energy of the session so far, as exact decimal text. */
  readonly minKwh?: string
  readonly maxKwh?: string
  readonly minDurationSeconds?: number
  readonly maxDurationSeconds?: number
  /** What the meter shows at the moment, over all phases, as exact decimal text. */
  readonly minCurrentA?: string
  readonly maxCurrentA?: string
  readonly minPowerKw?: string
  readonly maxPowerKw?: string
  /** The element prices reserved time only, or only a reservation that nobody used. */
  readonly reservation?: 'RESERVATION' | 'RESERVATION_EXPIRES'
}

/** Prices that apply together (OCPI TariffElement). */
export interface TariffElement {
  readonly components: readonly PriceComponent[]
  readonly restrictions: TariffRestrictions
}

/** The least or the most a session costs (OCPI 2.3.0 PriceLimit, 2.2.1 Price), in major units. */
export interface PriceLimit {
  readonly beforeTaxes: string
  readonly afterTaxes?: string
}

export interface Tariff {
  readonly id: string
  readonly currency: Currency
  readonly type?: TariffType
  readonly taxIncluded: TaxIncluded
  readonly elements: readonly TariffElement[]
  readonly minPrice?: PriceLimit
  readonly maxPrice?: PriceLimit
  /** When the tariff is valid, as ISO instants. */
  readonly startsAt?: string
  readonly endsAt?: string
  /** The document as it came, fields unknown to this engine included. */
  readonly document: unknown
}
