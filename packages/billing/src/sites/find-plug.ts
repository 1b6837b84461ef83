/** Finds a connector with its location and operator, as far as the transaction's scope sees it. */

import type { EntityManager } from 'typeorm'

import { Operator } from '../operators/operator.entity.js'
import { Refusal } from '../refusal.js'
import { Connector } from './connector.entity.js'
import { Location } from './location.entity.js'

export interface Plug {
  readonly connector: Connector
  readonly location: Location
  readonly operator: Operator
}

/** In one round trip. @throws Refusal `not-found` */
export async function findPlug(tx: EntityManager, connectorId: string): Promise<Plug> {
  const found = await tx
    .createQueryBuilder(Connector, 'connector')
    .innerJoinAndMapOne('connector.location', Location, 'l', 'l.id = connector.locationId')
    .innerJoinAndMapOne('connector.operator', Operator, 'o', 'o.id = connector.operatorId')
    .where('connector.id = :connectorId', { connectorId })
    .getOne()
  if (!found) throw new Refusal('not-found', { what: 'connector' })
  const { location, operator, ...connector } = found as Connector & Omit<Plug, 'connector'>
  return { connector, location, operator }
}
