/** Sets up locations and connectors. */

import { inScope } from '@wattline/database'
import { isTimeZone } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { refuseInput } from '../refusal.js'
import { Connector, type PowerType } from './connector.entity.js'
import { Location } from './location.entity.js'

export interface NewLocation {
  readonly operatorId: string
  readonly ocpiId: string
  readonly name: string
  readonly city: string
  readonly country: string
  /** IANA name. */
  readonly timeZone: string
}

/** @throws Refusal `input-invalid` for an unknown zone */
export async function addLocation(core: Core, input: NewLocation): Promise<string> {
  return inScope(core.db, [input.operatorId], tx => addLocationIn(core, tx, input))
}

/** Inside a transaction that is open. @throws Refusal `input-invalid` for an unknown zone */
export async function addLocationIn(
  core: Core,
  tx: EntityManager,
  input: NewLocation,
): Promise<string> {
  if (!isTimeZone(input.timeZone)) {
    refuseInput([{ path: 'timeZone', message: `${input.timeZone} is no IANA zone` }])
  }
  const { operatorId, ocpiId, name, city, country, timeZone } = input
  const id = core.newId()
  const createdAt = core.clock.now()
  await tx.insert(Location, { id, operatorId, ocpiId, name, city, country, timeZone, createdAt })
  return id
}

export interface NewConnector {
  readonly operatorId: string
  readonly locationId: string
  readonly evseUid: string
  readonly connectorId: string
  readonly standard: string
  readonly powerType: PowerType
  readonly maxPowerW: number
}

export async function addConnector(core: Core, input: NewConnector): Promise<string> {
  return inScope(core.db, [input.operatorId], tx => addConnectorIn(core, tx, input))
}

/** Inside a transaction that is open. */
export async function addConnectorIn(
  core: Core,
  tx: EntityManager,
  input: NewConnector,
): Promise<string> {
  const { operatorId, locationId, evseUid, connectorId, standard, powerType, maxPowerW } = input
  const id = core.newId()
  const place = { operatorId, locationId, evseUid, connectorId }
  const createdAt = core.clock.now()
  await tx.insert(Connector, { ...place, id, standard, powerType, maxPowerW, createdAt })
  return id
}
