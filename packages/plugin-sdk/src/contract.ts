/**
 * The plugin contract, version 1: what a tariff plugin is handed, what it may answer, and what its
 * manifest must declare.
 *
 * Everything is an integer: amounts are minor units × 10 000, shares are basis points, energy is
 * Wh, time is seconds. Times of day are facts already read from the site's clock, so a plugin needs
 * no `Date`.
 */

import type { FactsOf, Reads, SeriesOf, SeriesReads } from './reads.js'

/**
 * The contract version this package speaks. A manifest that names another one is refused at
 * publish.
 */
export const contractVersion = 1

/** What a line is bound to: OCPI's dimensions, or the session as a whole. */
export type Component = 'ENERGY' | 'TIME' | 'PARKING_TIME' | 'FLAT' | 'RESERVATION_TIME' | 'SESSION'

/** When a plugin runs: phases in this order; inside a phase the operator sets the order. */
export type Phase = 'PRICE' | 'PROMOTION' | 'LOYALTY' | 'SURCHARGE'

/**
 * One proposed addition to a bill. A plugin only adds lines; it never sees or returns totals, tax
 * or rounding.
 */
export interface PluginLine {
  /** One of the codes that the manifest emits. */
  readonly code: string
  readonly kind: 'DISCOUNT' | 'SURCHARGE'
  /**
   * The component whose VAT the line takes; a line on SESSION is split over the bill's VAT rates.
   */
  readonly on: Component
  /** Indexes into `input.periods`; absent means the session as a whole. */
  readonly periods?: readonly number[]
  /**
   * Minor units × 10 000: above zero for a SURCHARGE, below zero for a DISCOUNT. A line of zero is
   * left out.
   */
  readonly amount: number
  /** Key of the text on the receipt; translation and number format happen outside. */
  readonly labelKey: string
  readonly labelArgs?: readonly (string | number)[]
}

/** What `price` returns. No lines is a valid answer. */
export interface PluginAnswer {
  readonly lines: readonly PluginLine[]
}

/**
 * What the tariff alone would bill in one period, by dimension, in minor units × 10 000 on the side
 * the tariff states.
 */
export type BaseAmounts = Readonly<Record<Exclude<Component, 'SESSION'>, number>>

/** One stretch of the session in which no price can change. */
export interface PluginPeriod<S extends SeriesReads = SeriesReads> {
  /** Seconds from the session's first instant to this period's start. */
  readonly startSecond: number
  readonly durationSeconds: number
  readonly energyWh: number
  readonly activity: 'CHARGING' | 'PARKED' | 'RESERVED'
  /** The site's clock at the period's start: minutes since midnight. */
  readonly minuteOfDay: number
  /** The site's weekday at the period's start, 1 (Monday) to 7 (Sunday). */
  readonly weekday: number
  /** The site's date at the period's start, as the number YYYYMMDD. */
  readonly date: number
  readonly base: BaseAmounts
  /** What holds of each series at the period's start, as an amount; null where it is not known. */
  readonly series: SeriesOf<S>
}

/** A line that an earlier phase added and the core accepted. */
export interface EarlierLine {
  readonly plugin: string
  readonly code: string
  readonly on: Component
  readonly periods?: readonly number[]
  readonly amount: number
}

export interface PluginInput<R extends Reads = Reads, S extends SeriesReads = SeriesReads> {
  readonly session: {
    readonly durationSeconds: number
    readonly chargingSeconds: number
    readonly parkedSeconds: number
    readonly energyWh: number
    readonly currency: string
    /** How many minor units one unit of the currency has: 100 for EUR, 1 for JPY. */
    readonly minorPerUnit: number
  }
  readonly periods: readonly PluginPeriod<S>[]
  readonly earlierLines: readonly EarlierLine[]
  /** Only what the manifest reads. */
  readonly facts: FactsOf<R>
}

/** Parameters an operator set for one price list, valid under the manifest's JSON Schema. */
export type Params = Readonly<Record<string, unknown>>

/** A figure, or the name of the parameter or fact that holds it. */
export type Figure = number | { readonly param: string } | { readonly fact: string }

/** Where a plugin's price changes, so that no period ever straddles it. */
export type Cut =
  /** Every time the site's clock shows this: 'HH:MM', or the parameter that holds it. */
  | { readonly clock: string | { readonly param: string } }
  | { readonly sinceStartSeconds: Figure }
  | { readonly sinceChargingEndedSeconds: Figure }
  | { readonly sessionWh: Figure }
  /** Every instant at which this series, named in `series`, takes another value. */
  | { readonly series: string }

/** The most a line may come to. Several bounds add up. */
export type Bound =
  /**
   * Share of what the tariff and the surcharges of earlier plugins bill on that component (on
   * SESSION: the whole bill).
   */
  | { readonly shareOfBaseBp: Figure }
  /** Minor units × 10 000 per kWh, per hour or once per session. */
  | { readonly perKwh: Figure }
  | { readonly perHour: Figure }
  | { readonly perSession: Figure }

/** A line the plugin may add. */
export interface Emit {
  readonly code: string
  readonly kind: 'DISCOUNT' | 'SURCHARGE'
  readonly on: Component
  readonly bounds: readonly Bound[]
}

/** What a plugin says of itself; stored and hashed with its bundle. */
export interface Manifest {
  /** Lower-case words joined by hyphens, unique per operator. */
  readonly id: string
  /** Semantic version, for people; the truth is the content hash. */
  readonly version: string
  readonly contract: number
  readonly author: string
  readonly description: string
  readonly phase: Phase
  /** The facts it reads, by the names it is told them under; nothing else is sent. */
  readonly reads: Reads
  /** The price series it reads, by the names it is told them under. */
  readonly series: SeriesReads
  readonly emits: readonly Emit[]
  readonly cuts: readonly Cut[]
  /**
   * JSON Schema (draft 2020-12) of its parameters, in the closed part that `faultsInParamsSchema`
   * takes: typed values, closed objects, lists and texts of a bounded length, quick patterns.
   */
  readonly params: Readonly<Record<string, unknown>>
}

/** A whole plugin as `definePlugin` returns it. */
export interface Plugin<P extends Params = Params> {
  readonly manifest: Manifest
  readonly price: (input: PluginInput, params: P) => PluginAnswer
}
