/** Which price list applies at a connector at an instant: one rule, for one session or many. */

import type { Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { Refusal } from '../refusal.js'

export interface Moment {
  readonly connectorId: string
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

/**
 * For each moment the narrowest assignment that has started, and of those the latest start: a total
 * order, since equal starts at one place are refused. In the order asked, in one round trip.
 */
export async function priceListsAt(
  tx: EntityManager,
  operatorId: string,
  moments: readonly Moment[],
): Promise<Applying[]> {
  return tx.query<Applying[]>(
    `select l.id as "locationId", l.time_zone as "timeZone", chosen.price_list_id as "priceListId",
            p.cap_minor as "capMinor", p.least_hold_minor as "leastHoldMinor"
     from unnest($2::uuid[], $3::timestamptz[]) with ordinality as given (connector_id, at, position)
     left join connector c on c.id = given.connector_id
     left join location l on l.id = c.location_id
     left join lateral (
       select a.price_list_id from price_list_assignment a
       where a.operator_id = $1 and a.starts_at <= given.at
         and (a.connector_id = c.id or a.location_id = l.id
              or (a.connector_id is null and a.location_id is null))
       order by (a.connector_id is not null) desc, (a.location_id is not null) desc, a.starts_at desc
       limit 1) chosen on true
     left join price_list p on p.id = chosen.price_list_id
     order by given.position`,
    [operatorId, moments.map(moment => moment.connectorId), moments.map(({ at }) => at.toString())],
  )
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
