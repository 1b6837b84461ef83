/**
 * Finds an operator's locations and connectors by their own names, and adds those that are missing.
 */

import {
  addConnector,
  addLocation,
  type Core,
  type NewConnector,
  type NewLocation,
} from '@wattline/billing'

import { findIds } from './operator.js'

/** Name in the source → id here. */
export type Ids = ReadonlyMap<string, string>

/** Locations by their OCPI id. */
export async function keepLocations(
  core: Core,
  operatorId: string,
  wanted: readonly Omit<NewLocation, 'operatorId'>[],
): Promise<Ids> {
  const ids = await known(core, operatorId, 'select id, ocpi_id as name from location')
  for (const location of wanted) {
    if (ids.has(location.ocpiId)) continue
    ids.set(location.ocpiId, await addLocation(core, { ...location, operatorId }))
  }
  return ids
}

/** Connectors by the id of their EVSE, which has one connector each. */
export async function keepConnectors(
  core: Core,
  operatorId: string,
  wanted: readonly Omit<NewConnector, 'operatorId'>[],
): Promise<Ids> {
  const ids = await known(core, operatorId, 'select id, evse_uid as name from connector')
  for (const connector of wanted) {
    if (ids.has(connector.evseUid)) continue
    ids.set(connector.evseUid, await addConnector(core, { ...connector, operatorId }))
  }
  return ids
}

async function known(core: Core, operatorId: string, sql: string): Promise<Map<string, string>> {
  const found = await findIds(core, operatorId, { sql })
  return new Map(found.map(({ id, name }) => [name, id]))
}
