/**
 * What a quote promises, as one document: signed when the quote is made, held against every bill.
 * Pure.
 */

import { type Instant, instantFromMs } from '@wattline/units'

import { hashOf } from '../canonical.js'
import type { LoadedPriceList } from '../price-lists/load.js'
import type { Quote } from './quote.entity.js'

/** The `typ` of its signature's header. */
export const promiseType = 'wattline-quote'

/** Whole numbers are text, as everywhere in JSON of ours; instants are ISO 8601 in UTC. */
export interface PricePromise extends QuoteTerms {
  readonly priceList: PromisedPriceList
}

/** The price list a bill must be made by, named by what it consists of. */
export interface PromisedPriceList {
  readonly id: string
  readonly hash: string
  readonly tariffHash: string
  readonly plugins: readonly {
    readonly id: string
    readonly version: string
    readonly hash: string
    readonly paramsHash: string
    readonly onFailure: string
  }[]
}

export interface QuoteTerms {
  readonly version: 1
  readonly quoteId: string
  readonly operatorId: string
  readonly connectorId: string
  readonly driverId: string | null
  /** Left out where it counts on none. */
  readonly couponCode?: string
  readonly createdAt: string
  readonly startAt: string
  readonly expiresAt: string
  readonly expected: {
    readonly minutes: number
    /** Left out where nothing is reserved. */
    readonly reservedMinutes?: number
    readonly parkedMinutes: number
    readonly energyWh: string
  }
  readonly currency: string
  /** Minor units with tax: what the expected session comes to, and the most any can cost. */
  readonly totalMinor: string
  readonly capMinor: string | null
  /** Minor units that are reserved; no price. */
  readonly holdMinor: string
  /** sha256 of the canonical JSON of the lines and of the prices shown. */
  readonly billHash: string
  readonly pricesHash: string
}

export function promiseOf(quote: Omit<Quote, 'promise'>, priceList: LoadedPriceList): PricePromise {
  return { ...termsOf(quote), priceList: promisedPriceList(priceList) }
}

/** All of the promise that stands in the quote itself. */
export function termsOf(quote: Omit<Quote, 'promise'>): QuoteTerms {
  const reservedMinutes = quote.expectedReservedSeconds / 60
  return {
    version: 1,
    quoteId: quote.id,
    operatorId: quote.operatorId,
    connectorId: quote.connectorId,
    driverId: quote.driverId,
    ...(quote.couponCode !== null && { couponCode: quote.couponCode }),
    createdAt: showInstant(quote.createdAt),
    startAt: showInstant(quote.startAt),
    expiresAt: showInstant(quote.expiresAt),
    expected: {
      minutes: quote.expectedSeconds / 60,
      ...(reservedMinutes > 0 && { reservedMinutes }),
      parkedMinutes: quote.expectedParkedSeconds / 60,
      energyWh: quote.expectedEnergyWh.toString(),
    },
    currency: quote.currency,
    totalMinor: quote.totalMinor.toString(),
    capMinor: quote.capMinor?.toString() ?? null,
    holdMinor: quote.holdMinor.toString(),
    billHash: hashOf(quote.bill),
    pricesHash: hashOf(quote.prices),
  }
}

/** To the millisecond, as the quote is stored: what was signed must be found again. */
function showInstant(at: Instant): string {
  return instantFromMs(at.epochMilliseconds).toString()
}

export function promisedPriceList(priceList: LoadedPriceList): PromisedPriceList {
  const { id, hash, tariffHash, plugins } = priceList
  return {
    id,
    hash,
    tariffHash,
    plugins: plugins.map(({ plugin, paramsHash, onFailure }) => ({
      id: plugin.manifest.id,
      version: plugin.manifest.version,
      hash: plugin.hash,
      paramsHash,
      onFailure,
    })),
  }
}
