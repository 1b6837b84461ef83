/** Finds a connector with its location, as far as the transaction's scope sees it. */

import type { EntityManager } from 'typeorm'

import { Refusal } from '../refusal.js'
import { Connector } from './connector.entity.js'
import { Location } from './location.entity.js'

/** @throws Refusal `not-found` */
export async function findPlug(
  tx: EntityManager,
  connectorId: string,
): Promise<{ connector: Connector; location: Location }> {
  const connector = await tx.findOneBy(Connector, { id: connectorId })
  if (!connector) throw new Refusal('not-found', { what: 'connector' })
  const location = await tx.findOneByOrFail(Location, { id: connector.locationId })
  return { connector, location }
}
