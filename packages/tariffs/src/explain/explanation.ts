/**
 * Why a line is on a bill: as data, for support and for machines, and as sentences made of that
 * data.
 *
 * The data is stored with the invoice, so that the sentences can be made again in any language,
 * years later, without rating anything.
 */

import type { Component } from '@wattline/plugin-sdk'

import type { Bill, BillLine } from '../total/bill.js'
import type { TaxSide } from '../total/tax.js'

/** One stretch of the session that went into a line. */
export interface ExplainedPeriod {
  /** ISO instants. */
  readonly from: string
  readonly to: string
  /** In the line's unit: kWh or h, as decimal text. */
  readonly quantity: string
  /** On a line of energy: the meter in kWh since the session's start, at both ends. */
  readonly meter?: { readonly fromKwh: string; readonly toKwh: string }
}

/** Why a line is on the bill, and why it is as high as it is. */
export interface Explanation {
  /** For a receipt, in the language that was asked for. */
  readonly sentence: string
  readonly tariffId: string
  /** Places in the tariff's own lists, from 0; absent on a line that no component made. */
  readonly elementIndex?: number
  readonly componentIndex?: number
  /** ISO instants between which the quantity was used. */
  readonly from: string
  readonly to: string
  /** Why each earlier element with a price for this dimension did not apply, in sentences. */
  readonly why: readonly string[]
  /** What rounding up to whole steps added: `sizeBy` is `500 Wh`, `added` is `0.2 kWh`. */
  readonly step?: { readonly sizeBy: string; readonly added: string }
  /**
   * The quantity as counted, before it is shown in kWh or hours: thousandths of a Wh or seconds.
   */
  readonly counted?: { readonly amount: string; readonly unit: 'mWh' | 's' }
  readonly periods: readonly ExplainedPeriod[]
  /** What `sentence` says, as data. */
  readonly basis: LineBasis
  /** What `why` says, as data. */
  readonly reasons: readonly Reason[]
}

export type ExplainedLine = BillLine & { readonly explanation: Explanation }

export type ExplainedBill = Omit<Bill, 'lines'> & { readonly lines: readonly ExplainedLine[] }

/** What a line rests on. All figures are exact decimal text. */
export type LineBasis = UseBasis | FeeBasis | PluginBasis | LimitBasis | CapBasis | CreditBasis

/** What is used in any amount, and priced by it. */
export type PricedUse = 'ENERGY' | 'TIME' | 'PARKING_TIME' | 'RESERVATION_TIME'

export interface Amount {
  readonly amount: string
  readonly unit: 'kWh' | 'Wh' | 's'
}

/** Percent is null where the tariff names no rate. */
export interface Tax {
  readonly percent: string | null
  readonly side: TaxSide
}

/** The tariff's own words that made a line. */
interface Source {
  readonly tariffId: string
  readonly elementIndex: number
}

/** Quantity × unit price. */
export interface UseBasis extends Source {
  readonly kind: 'USE'
  readonly use: PricedUse
  /** Step rounding included. */
  readonly quantity: Amount
  /** What the site's clock showed, with its offset: `2026-03-02T17:30:00+01:00`. */
  readonly fromLocal: string
  readonly toLocal: string
  /** Major units per kWh or per hour. */
  readonly price: string
  readonly currency: string
  readonly tax: Tax
  readonly step?: { readonly size: Amount; readonly added: Amount }
}

/** A price for the session, or for its reservation, as such. */
export interface FeeBasis extends Source {
  readonly kind: 'FEE'
  readonly on: FeeFor
  readonly price: string
  readonly currency: string
  readonly tax: Tax
}

export type FeeFor = 'SESSION' | 'RESERVATION'

/** What a plugin proposed and the core accepted. */
export interface PluginBasis {
  readonly kind: 'DISCOUNT' | 'SURCHARGE'
  readonly code: string
  readonly on: Component
  readonly plugin: { readonly id: string; readonly version: string }
  readonly label: Label
  readonly tax: Tax
}

/** What a plugin says of its line, as a key and the figures that go with it. */
export interface Label {
  readonly key: string
  readonly args: readonly (string | number)[]
  /** Of the amounts among them: minor units × 10 000. */
  readonly currency: string
}

/** What brings a session to the least or the most it costs. */
export interface LimitBasis {
  readonly kind: 'MIN_PRICE' | 'MAX_PRICE'
  readonly beforeTaxes: string
  readonly afterTaxes?: string
  readonly currency: string
  readonly tariffId: string
}

/** What lowers a session to the most the operator promised it would cost. */
export interface CapBasis {
  readonly kind: 'CAP'
  /** Major units, with taxes. */
  readonly afterTaxes: string
  readonly currency: string
}

/** What a credit note gives back. */
export interface CreditBasis {
  readonly kind: 'CREDIT'
  /** Number of the invoice, and the line of it; absent where a part of the whole is given back. */
  readonly invoice: string
  readonly position?: number
  /** The operator's own words. */
  readonly note: string
}

/** What kept an element from applying. */
export type Restriction =
  | 'TIME_OF_DAY'
  | 'DATE'
  | 'DAY_OF_WEEK'
  | 'ENERGY'
  | 'DURATION'
  | 'POWER'
  | 'CURRENT'
  | 'RESERVATION'

/** Days of the week, as OCPI names them. */
export type Weekday =
  | 'MONDAY'
  | 'TUESDAY'
  | 'WEDNESDAY'
  | 'THURSDAY'
  | 'FRIDAY'
  | 'SATURDAY'
  | 'SUNDAY'

/**
 * What an element asks for, in the restriction's own form: `HH:MM`, `YYYY-MM-DD`, kWh, seconds, kW
 * or A, all as text. `from` is inclusive, `to` exclusive.
 */
export interface Wanted {
  readonly from?: string
  readonly to?: string
  readonly days?: readonly Weekday[]
}

/** Why one element did not apply: the first of its restrictions that did not hold. */
export interface Reason {
  /** Place in the tariff's list, from 0. */
  readonly elementIndex: number
  readonly restriction: Restriction
  readonly wanted: Wanted
  /** What there was instead, in the form of `wanted`; null where nothing was measured. */
  readonly found: string | null
}
