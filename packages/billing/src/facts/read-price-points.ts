/** Reads what a price series says over some time: each instant in its latest version. */

import { inScope, type Scope } from '@wattline/database'
import { type Instant, Temporal } from '@wattline/units'

import type { Core } from '../core.js'

/** As it holds now; a bill keeps what it was told. */
export interface StandingPoint {
  readonly from: Instant
  /** Minor units × 10 000 per kWh; null where the series says nothing. */
  readonly amount: bigint | null
  /** 1, and one more with each correction. */
  readonly version: number
}

export interface PointsAsked {
  readonly seriesId: string
  readonly from: Instant
  /** Points before this instant. */
  readonly until: Instant
  readonly atMost: number
}

/** In order of time, the first of them from the instant asked for. */
export async function readPricePoints(
  core: Pick<Core, 'db'>,
  scope: Scope,
  { seriesId, from, until, atMost }: PointsAsked,
): Promise<StandingPoint[]> {
  const rows = await inScope(core.db, scope, tx =>
    tx.query<{ from_at: Date; amount: string | null; version: number }[]>(
      `select distinct on (from_at) from_at, amount, version from price_series_point
       where series_id = $1 and from_at >= $2 and from_at < $3
       order by from_at, version desc limit $4`,
      [seriesId, from.toString(), until.toString(), atMost],
    ),
  )
  return rows.map(({ from_at, amount, version }) => ({
    from: Temporal.Instant.fromEpochMilliseconds(from_at.getTime()),
    amount: amount === null ? null : BigInt(amount),
    version,
  }))
}
