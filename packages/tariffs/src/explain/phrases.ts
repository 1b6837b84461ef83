/**
 * All that a language says on a receipt. A translation is one file in `languages/` that fills this
 * in; a phrase it leaves out does not compile.
 */

import type { Component } from '@wattline/plugin-sdk'

import type { FeeFor, PricedUse, Restriction, Weekday } from './explanation.js'
import type { LabelPhrases } from './labels.js'

/** Year, month and day as digits: `2026`, `03`, `02`. */
export interface CalendarDate {
  readonly year: string
  readonly month: string
  readonly day: string
}

/** What an element asks for, each figure in the language's own form and with its unit. */
export interface ShownWanted {
  readonly from?: string
  readonly to?: string
  readonly days?: readonly string[]
}

export interface RestrictionPhrase {
  /** Goes into `skipped`: "from 07:00 to 18:00". */
  readonly applies: (wanted: ShownWanted) => string
  /** Goes into `skipped`: "the clock showed 19:20". Null: nothing was measured. */
  readonly found: (found: string | null) => string
}

/** How a language writes numbers. */
export interface Marks {
  readonly decimal: string
  readonly group: string
}

export interface Phrases {
  readonly marks: Marks
  readonly date: (date: CalendarDate) => string
  readonly clockOnDate: (clock: string, date: string) => string
  readonly weekdays: Readonly<Record<Weekday, string>>
  readonly components: Readonly<Record<Component, string>>

  /** "12.3 kWh delivered", "20 min of parking". */
  readonly used: Readonly<Record<PricedUse, (amount: string) => string>>
  /** "0.40 EUR per kWh", "6.00 EUR per hour". */
  readonly rate: (price: string, unit: 'kWh' | 'hour') => string
  /** What follows a price: VAT on top, or inside; a rate may be unknown. */
  readonly taxOnTop: (percent: string) => string
  readonly taxInside: (percent: string | null) => string
  /** "element 2 of tariff T1". */
  readonly element: (number: number, tariffId: string) => string

  readonly use: (said: {
    readonly used: string
    readonly from: string
    readonly to: string
    /** The step, where rounding up to it added something. */
    readonly step: string | undefined
    readonly rate: string
    readonly element: string
  }) => string
  readonly fee: (said: {
    readonly on: FeeFor
    readonly price: string
    readonly element: string
  }) => string
  readonly plugin: (said: {
    readonly kind: 'DISCOUNT' | 'SURCHARGE'
    readonly code: string
    readonly on: string
    readonly percent: string | null
    readonly plugin: string
  }) => string
  readonly limit: (said: {
    readonly kind: 'MIN_PRICE' | 'MAX_PRICE'
    readonly beforeTaxes: string
    readonly afterTaxes: string | undefined
    readonly tariffId: string
  }) => string
  /** The most a session costs, with taxes. */
  readonly cap: (afterTaxes: string) => string
  readonly credit: (said: {
    readonly invoice: string
    readonly position: number | undefined
    readonly note: string
  }) => string

  /** Why an element did not apply. */
  readonly skipped: (said: {
    readonly number: number
    readonly applies: string
    readonly found: string
  }) => string
  readonly restrictions: Readonly<Record<Restriction, RestrictionPhrase>>

  /** What our own plugins say of their lines, each a sentence. */
  readonly labels: LabelPhrases

  readonly receipt: ReceiptPhrases
}

/** What stands around the lines of a receipt. */
export interface ReceiptPhrases {
  readonly net: string
  readonly vat: (percent: string | null) => string
  readonly gross: string
  readonly meter: (from: string, to: string) => string
  readonly note: (text: string) => string
  /** Each goes into `otherwise`: "Without element 2". */
  readonly without: (element: string) => string
  readonly later: (length: string) => string
  readonly earlier: (length: string) => string
  readonly otherwise: (said: {
    readonly change: string
    readonly total: string
    /** Undefined where it would have cost the same. */
    readonly difference: { readonly amount: string; readonly isLess: boolean } | undefined
  }) => string
}

/** "at least 5 kWh and less than 20 kWh", or only the end that there is. */
export function rangeOf(
  { from, to }: ShownWanted,
  words: { readonly from: string; readonly to: string; readonly and: string },
): string {
  const least = from === undefined ? [] : [`${words.from} ${from}`]
  const below = to === undefined ? [] : [`${words.to} ${to}`]
  return [...least, ...below].join(` ${words.and} `)
}

/** "Monday, Tuesday or Friday". */
export function listOf(items: readonly string[], or: string): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${or} ${last}`
}
