/**
 * A bill: rounded lines that explain themselves, taxes per rate, and totals that cannot disagree.
 */

import type { Component } from '@wattline/plugin-sdk'
import type { Currency } from '@wattline/units'

import type { PluginName } from '../plugins/accepted.js'

/** One stretch of the session that went into a line. */
export interface ExplainedPeriod {
  /** ISO instants. */
  readonly from: string
  readonly to: string
  /** In the line's unit: kWh or h, as decimal text. */
  readonly quantity: string
}

/** Why a line is on the bill, and why it is as high as it is. */
export interface Explanation {
  /** English, for a receipt. */
  readonly sentence: string
  readonly tariffId: string
  /** Places in the tariff's own lists, from 0; absent on a line that no component made. */
  readonly elementIndex?: number
  readonly componentIndex?: number
  /** ISO instants between which the quantity was used. */
  readonly from: string
  readonly to: string
  /** Why each earlier element with a price for this dimension did not apply. */
  readonly why: readonly string[]
  /** What rounding up to whole steps added: `sizeBy` is `500 Wh`, `added` is `0.2 kWh`. */
  readonly step?: { readonly sizeBy: string; readonly added: string }
  /**
   * The quantity as counted, before it is shown in kWh or hours: thousandths of a Wh or seconds.
   */
  readonly counted?: { readonly amount: string; readonly unit: 'mWh' | 's' }
  readonly periods: readonly ExplainedPeriod[]
}

export interface BillLine {
  /** From 1. */
  readonly position: number
  readonly component: Component | 'MIN_PRICE' | 'MAX_PRICE'
  /** Exact decimal text; hours that have none are shown to six decimals and counted exactly. */
  readonly quantity: string
  readonly unit: 'kWh' | 'h' | 'session'
  /**
   * Major units per unit, as the tariff states it; null where an amount was proposed as a whole.
   */
  readonly unitPrice: string | null
  /** Null where no tax is known. */
  readonly vatPercent: string | null
  /** Whether the amount is before tax or with it: the side the tariff states. */
  readonly taxSide: 'net' | 'gross'
  readonly amountMinor: bigint
  readonly plugin?: PluginName & {
    readonly code: string
    readonly labelKey: string
    readonly labelArgs: readonly (string | number)[]
  }
  readonly explanation: Explanation
}

/** All that one VAT rate comes to: net + vat = gross. */
export interface TaxTotal {
  readonly vatPercent: string | null
  readonly net: bigint
  readonly vat: bigint
  readonly gross: bigint
}

/** Minor units throughout; the lines sum to the stated side, and net + VAT = gross. */
export interface Bill {
  readonly currency: Currency
  readonly lines: readonly BillLine[]
  readonly taxes: readonly TaxTotal[]
  readonly netMinor: bigint
  readonly vatMinor: bigint
  readonly grossMinor: bigint
  readonly warnings: readonly string[]
}
