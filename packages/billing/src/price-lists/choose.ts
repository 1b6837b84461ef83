/**
 * Which price list applies at a connector at an instant, for one session or many: the order of
 * `order.ts` in SQL.
 */

import type { Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { Refusal } from '../refusal.js'

export interface Moment {
  readonly connectorId: string
  /** Null where the driver is not known: no driver group's price list applies. */
  readonly driverId: string | null
  readonly at: Instant
}

/** What is found there; null where there is no such connector, or no price list yet. */
export interface Applying {
  readonly locationId: string | null
  readonly timeZone: string | null
  readonly priceListId: string | null
  /** What the price list says of the hold, in minor units as text. */
  readonly capMinor: string | null
  readonly leastHoldMinor: string | null
}

/** The price list of a session that is about to start. */
export interface Chosen {
  readonly priceListId: string
  readonly capMinor: bigint | null
  readonly leastHoldMinor: bigint | null
}

/** What was asked, with the connector and its location where there are such. */
export const askedMoments = `
  unnest($2::uuid[], $3::uuid[], $4::timestamptz[])
    with ordinality as given (connector_id, driver_id, at, position)
  left join connector c on c.id = given.connector_id
  left join location l on l.id = c.location_id`

/** Assignments whose place holds the connector, with the groups they name. */
export const assignmentsThere = `
  price_list_assignment a
  left join connector_group cg on cg.id = a.connector_group_id
  left join driver_group dg on dg.id = a.driver_group_id
  where a.operator_id = $1
    and (a.connector_id = c.id or a.location_id = l.id
         or (a.connector_group_id is not null and coalesce((
              select g.is_member from connector_group_change g
              where g.connector_group_id = cg.id and g.connector_id = c.id
                and g.changed_at <= given.at
              order by g.changed_at desc limit 1), false))
         or num_nonnulls(a.connector_id, a.location_id, a.connector_group_id) = 0)`

/** Whether the driver is one of those the assignment is for. */
export const isForDriver = `
  (a.driver_group_id is null or coalesce((
    select g.is_member from driver_group_change g
    where g.driver_group_id = dg.id and g.driver_id = given.driver_id and g.changed_at <= given.at
    order by g.changed_at desc limit 1), false))`

/** Whether it counts at the moment asked for, for its driver. */
export const counts = `
  and a.starts_at <= given.at and (a.ends_at is null or given.at < a.ends_at)
  and (a.approved_at is not null or not a.needs_approval)
  and ${isForDriver}`

/** Of a canary: whether the connector is among those it takes. */
export const insideShare = `
  (a.share_bp is null
   or ('x' || left(encode(sha256(convert_to(a.id || '/' || c.id, 'UTF8')), 'hex'), 8))::bit(32)::bigint
      % 10000 < a.share_bp)`

/** The first one wins. */
export const inOrder = `
  order by dg.rank nulls last,
           (a.connector_id is not null) desc, (a.connector_group_id is not null) desc,
           (a.location_id is not null) desc, cg.rank, a.starts_at desc`

/** The assignment that bills, as `chosen`. */
export const chosenLateral = (rest = '') => `
  lateral (
    select a.id, a.price_list_id from ${assignmentsThere} ${counts} and a.mode <> 'shadow'
      and ${insideShare} ${rest} ${inOrder} limit 1) chosen on true`

/** The parameters of a query over moments, from the first on. */
export function askOf(operatorId: string, moments: readonly Moment[]): unknown[] {
  return [
    operatorId,
    moments.map(({ connectorId }) => connectorId),
    moments.map(({ driverId }) => driverId),
    moments.map(({ at }) => at.toString()),
  ]
}

/** For each moment the price list that wins. In the order asked, in one round trip. */
export async function priceListsAt(
  tx: EntityManager,
  operatorId: string,
  moments: readonly Moment[],
): Promise<Applying[]> {
  return tx.query<Applying[]>(
    `select l.id as "locationId", l.time_zone as "timeZone", chosen.price_list_id as "priceListId",
            p.cap_minor as "capMinor", p.least_hold_minor as "leastHoldMinor"
     from ${askedMoments}
     left join ${chosenLateral()}
     left join price_list p on p.id = chosen.price_list_id
     order by given.position`,
    askOf(operatorId, moments),
  )
}

/**
 * For each moment the price lists that are to be priced beside the one that bills, each once. In
 * the order asked, in one round trip.
 */
export async function shadowListsAt(
  tx: EntityManager,
  operatorId: string,
  moments: readonly Moment[],
): Promise<string[][]> {
  const rows = await tx.query<{ ids: string[] }[]>(
    `select coalesce(beside.ids, '{}') as ids
     from ${askedMoments}
     left join lateral (
       select array_agg(distinct a.price_list_id) as ids
       from ${assignmentsThere} ${counts} and a.mode = 'shadow') beside on true
     order by given.position`,
    askOf(operatorId, moments),
  )
  return rows.map(({ ids }) => ids)
}

/** @throws Refusal `price-list-missing` */
export async function choosePriceList(
  tx: EntityManager,
  operatorId: string,
  moment: Moment,
): Promise<Chosen> {
  const [found] = await priceListsAt(tx, operatorId, [moment])
  if (!found?.priceListId) throw new Refusal('price-list-missing', { at: moment.at.toString() })
  const { priceListId, capMinor, leastHoldMinor } = found
  return { priceListId, capMinor: minorOf(capMinor), leastHoldMinor: minorOf(leastHoldMinor) }
}

function minorOf(text: string | null): bigint | null {
  return text === null ? null : BigInt(text)
}
