/** Reads what drivers and locations would have paid over all sessions of a back-test. */

import { inScope, type Scope } from '@wattline/database'
import type { DataSource } from 'typeorm'

import { BacktestShare } from './backtest-share.entity.js'

/** Known drivers of one currency, by whether all their sessions together would have cost them … */
export interface DriverCounts {
  readonly currency: string
  readonly less: number
  readonly same: number
  readonly more: number
}

export async function countDrivers(
  db: DataSource,
  scope: Scope,
  backtestId: string,
): Promise<DriverCounts[]> {
  return inScope(db, scope, tx =>
    tx.query<DriverCounts[]>(
      `select currency::text,
              (count(*) filter (where draft_minor < billed_minor))::integer as less,
              (count(*) filter (where draft_minor = billed_minor))::integer as same,
              (count(*) filter (where draft_minor > billed_minor))::integer as more
       from backtest_share where backtest_id = $1 and kind = 'driver'
       group by currency order by currency`,
      [backtestId],
    ),
  )
}

/** The locations whose revenue would have changed most, the most first. */
export async function locationsMoved(
  db: DataSource,
  scope: Scope,
  asked: { readonly backtestId: string; readonly atMost: number },
): Promise<BacktestShare[]> {
  return inScope(db, scope, tx =>
    tx
      .createQueryBuilder(BacktestShare, 'share')
      .where('share.backtestId = :backtestId', asked)
      .andWhere(`share.kind = 'location'`)
      .orderBy('abs(share.draft_minor - share.billed_minor)', 'DESC')
      .addOrderBy('share.subjectId')
      .limit(asked.atMost)
      .getMany(),
  )
}
