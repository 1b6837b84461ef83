/** What lint says of a tariff: one closed list of codes, and sessions that prove what is said. */

import type { Activity } from '../session.js'
import type { Dimension, Fault, Tariff } from '../tariff.js'

/** Every code, and what it means. */
export const findingCodes = {
  'negative-price': 'A price is below zero.',
  'limits-crossed': 'min_price is above max_price.',
  'vat-out-of-range': 'A VAT percentage that is none, or that hardly any country has.',
  'vat-differs': 'One dimension is taxed at several rates.',
  'unclear-tax': 'A tax that a bill could not state.',
  'duplicate-component': 'An element has two prices for one dimension.',
  'flat-with-step': 'A FLAT has a step_size, which means nothing.',
  'empty-day-set': 'day_of_week is there and names no day.',
  'whole-day-window': 'start_time equals end_time.',
  'unreachable-element': 'An element that never applies.',
  'unreachable-component': 'A price that never applies, in an element that does.',
  'flat-after-start': 'A FLAT that only a session reserved beforehand is billed.',
  'outside-validity': 'An element that does not apply while the tariff is valid.',
  'nothing-priced': 'A stretch in which charging costs nothing at all.',
  'dimension-unpriced': 'A stretch in which a dimension the tariff prices costs nothing.',
  'needs-measurement': 'A price that hangs on power or current, with none where none is measured.',
  overlap: 'Two ranges of one kind overlap in part, at different prices.',
  'window-skipped': 'A daily window that the site’s clock leaves out one night a year.',
  'window-repeated': 'A daily window with an edge that the site’s clock passes twice one night.',
  'step-over-use': 'A step_size that bills a usual session more than 1 % above its use.',
  'cheaper-for-more': 'A session that uses more than another and costs less.',
  'unbounded-parking': 'Parking that is charged without end.',
  'too-intricate': 'Restrictions too many to be searched wholly.',
  'validity-crossed': 'A tariff that ends no later than it starts.',
  'validity-overlap': 'Two tariffs of one list are valid at the same time.',
  'validity-gap': 'A stretch of time in which no tariff of a list is valid.',
} as const

export type FindingCode = keyof typeof findingCodes

/** A part of a session during which the vehicle does one thing, at a steady power. */
export interface Stretch extends Levels {
  readonly activity: Activity
  readonly seconds: number
  readonly energyWh: number
}

/** What the meter shows all the while; absent where it shows none, or no price hangs on it. */
export interface Levels {
  readonly powerW?: number
  /** Over all phases. */
  readonly currentMilliA?: number
}

/** A session that shows a finding, and what the engine bills for it. */
export interface ExampleSession {
  /** The IANA zone whose clock the tariff was read by. */
  readonly timeZone: string
  /** ISO instant. */
  readonly startedAt: string
  /** One after the other. */
  readonly stretches: readonly Stretch[]
  /** Whether it was a reservation that ran out before the vehicle came. */
  readonly reservationExpired?: boolean
  /** Taxes included, in major units. */
  readonly price: string
  readonly currency: string
}

export interface Finding extends Fault {
  readonly code: FindingCode
  /** The place of the element in the tariff, from 0. */
  readonly elementIndex?: number
  readonly dimension?: Dimension
  /**
   * Sessions that show it, priced by the engine itself; two where prices are compared. Empty where
   * the document speaks for itself or cannot be priced.
   */
  readonly examples: readonly ExampleSession[]
}

/** One thing that can be wrong with a tariff, seen from its document alone. */
export type FormRule = (tariff: Tariff) => Finding[]
