/**
 * A bill: rounded lines, taxes per rate, and totals that cannot disagree. What explains a line is
 * made on request, by `explainBill`.
 */

import type { Component } from '@wattline/plugin-sdk'
import type { Currency } from '@wattline/units'

import type { PluginName } from '../plugins/accepted.js'

export interface BillLine {
  /** From 1. */
  readonly position: number
  readonly component: Component | 'MIN_PRICE' | 'MAX_PRICE' | 'CAP'
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
