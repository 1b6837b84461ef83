/** Finds which price lists are priced beside the one that billed, session by session. */

import type { EntityManager } from 'typeorm'

import type { BilledSession } from '../backtests/read-page.js'
import {
  askedMoments,
  askOf,
  assignmentsThere,
  chosenLateral,
  counts,
  inOrder,
  insideShare,
} from '../price-lists/choose.js'

/** One session to be priced by one more price list. */
export interface Beside {
  /** The place of the session among those asked for. */
  readonly place: number
  readonly assignmentId: string
  readonly priceListId: string
}

/**
 * Every shadow that counts where and when a session started; and where a canary billed it, what
 * would have applied without that canary. In one round trip.
 */
export async function besideBills(
  tx: EntityManager,
  operatorId: string,
  sessions: readonly BilledSession[],
): Promise<Beside[]> {
  const moments = sessions.map(({ connectorId, driverId, startedAt }) => ({
    connectorId,
    driverId,
    at: startedAt,
  }))
  const values = [...askOf(operatorId, moments), sessions.map(one => one.priceListId)]
  return tx.query<Beside[]>(
    `select (given.position - 1)::integer as place, beside.id as "assignmentId",
            beside.price_list_id as "priceListId"
     from ${askedMoments}
     cross join lateral (
       select a.id, a.price_list_id from ${assignmentsThere} ${counts} and a.mode = 'shadow'
       union all
       select canary.id, without.price_list_id
       from (select 1) one
       join ${chosenLateral()}
       join price_list_assignment canary on canary.id = chosen.id and canary.mode = 'canary'
       join lateral (
         select a.price_list_id from ${assignmentsThere} ${counts} and a.mode <> 'shadow'
           and a.id <> canary.id and ${insideShare} ${inOrder} limit 1) without on true
       where canary.price_list_id = ($5::uuid[])[given.position::integer]) beside
     order by given.position, beside.id`,
    values,
  )
}
