/** Lists every price list that could apply at a connector, in order, with why it won or lost. */

import { inScope } from '@wattline/database'
import { instantFromMs } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { operatorOfRow } from '../operator-of.js'
import { Refusal } from '../refusal.js'
import { Connector } from '../sites/connector.entity.js'
import { askedMoments, askOf, assignmentsThere, isForDriver, type Moment } from './choose.js'
import { type Candidate, type Judged, judge } from './order.js'

/** A candidate with the assignment's price list. */
export interface ListCandidate extends Candidate {
  readonly priceListId: string
}

/**
 * The candidates at a connector, as `order.ts` judges them.
 *
 * @throws Refusal `not-found` for a connector the key does not see
 */
export async function explainPriceLists(
  core: Core,
  authority: Authority,
  moment: Moment,
): Promise<readonly Judged<ListCandidate>[]> {
  requireRole(authority, 'operator', 'finance', 'support')
  const { connectorId: id } = moment
  const plug = { entity: Connector, id, what: 'connector' }
  const operatorId = await operatorOfRow(core, authority, plug)
  return inScope(core.db, [operatorId], async tx => {
    if (!(await tx.existsBy(Connector, { id })))
      throw new Refusal('not-found', { what: 'connector' })
    return judge(await candidatesAt(tx, operatorId, moment), moment)
  })
}

type Row = Omit<ListCandidate, 'startsAt' | 'endsAt'> & {
  readonly startsAt: Date
  readonly endsAt: Date | null
}

/** Every assignment whose place holds the connector, whether it counts or not. */
export async function candidatesAt(
  tx: EntityManager,
  operatorId: string,
  moment: Moment,
): Promise<ListCandidate[]> {
  const rows = await tx.query<Row[]>(
    `select there.* from ${askedMoments}
     join lateral (
       select a.id, a.price_list_id as "priceListId", a.mode, a.share_bp as "shareBp",
              case when a.connector_id is not null then 'connector'
                   when a.connector_group_id is not null then 'connector-group'
                   when a.location_id is not null then 'location' else 'everywhere' end as place,
              cg.rank as "connectorGroupRank", dg.rank as "driverGroupRank",
              ${isForDriver} as "isForDriver",
              (a.approved_at is not null or not a.needs_approval) as "isApproved",
              a.starts_at as "startsAt", a.ends_at as "endsAt"
       from ${assignmentsThere}) there on true`,
    askOf(operatorId, [moment]),
  )
  return rows.map(row => ({
    ...row,
    startsAt: instantFromMs(row.startsAt.getTime()),
    endsAt: row.endsAt && instantFromMs(row.endsAt.getTime()),
  }))
}
