/** Which price list applies at a connector at an instant. */

import type { Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { Refusal } from '../refusal.js'

export interface Place {
  readonly operatorId: string
  readonly locationId: string
  readonly connectorId: string
}

/**
 * The narrowest assignment that has started, and of those the latest start: a total order, since
 * equal starts at one place are refused.
 *
 * @throws Refusal `price-list-missing`
 */
export async function choosePriceList(
  tx: EntityManager,
  place: Place,
  at: Instant,
): Promise<string> {
  const [chosen] = await tx.query<{ price_list_id: string }[]>(
    `select price_list_id from price_list_assignment
     where operator_id = $1 and starts_at <= $4
       and (connector_id = $3 or location_id = $2 or (connector_id is null and location_id is null))
     order by (connector_id is not null) desc, (location_id is not null) desc, starts_at desc
     limit 1`,
    [place.operatorId, place.locationId, place.connectorId, at.toString()],
  )
  if (!chosen) throw new Refusal('price-list-missing', { at: at.toString() })
  return chosen.price_list_id
}
