/**
 * Names all that a bill is made from: equal inputs give an equal bill, or it is known which differ.
 */

import { hashOf } from '../canonical.js'
import type { SessionToBill } from '../sessions/load-to-bill.js'
import type { PluginRecord } from './stored-bill.js'

export interface BillInputs {
  /** Hash of all readings, in order, their registers as plain decimal text. */
  readonly readings: string
  readonly startedAt: string
  /** Left out where the connector was not reserved. */
  readonly reservation?: { readonly from: string; readonly hasExpired: boolean }
  readonly endedAt: string
  readonly timeZone: string
  /** Version of the time zone database. */
  readonly zoneData: string
  /** Hash of the price list. */
  readonly priceList: string
  /** Hash of the tariff. */
  readonly tariff: string
  /** What came of each plugin is a fact of the bill: a failure is not found again. */
  readonly plugins: readonly PluginRecord[]
}

export interface PricedFrom {
  readonly session: SessionToBill
  readonly endedAt: string
  readonly priceList: { readonly hash: string; readonly tariffHash: string }
  readonly plugins: readonly PluginRecord[]
}

export function billInputs({ session, endedAt, priceList, plugins }: PricedFrom): BillInputs {
  return {
    readings: hashOf(
      session.readings.map(({ measuredAt, registerWh, activity, source, ...measured }) => [
        measuredAt.toString(),
        registerWh.toFixed(),
        activity,
        source,
        measured.powerW ?? null,
        measured.currentMilliA ?? null,
      ]),
    ),
    startedAt: session.startedAt.toString(),
    ...(session.reservedFrom && {
      reservation: {
        from: session.reservedFrom.toString(),
        hasExpired: session.reservationExpired,
      },
    }),
    endedAt,
    timeZone: session.timeZone,
    zoneData: process.versions.tz ?? 'unknown',
    priceList: priceList.hash,
    tariff: priceList.tariffHash,
    plugins,
  }
}
