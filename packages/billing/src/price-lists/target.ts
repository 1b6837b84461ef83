/** Where a price list is to apply, and for whom: checked before it is assigned. */

import type { Instant } from '@wattline/units'
import type { EntityManager, EntityTarget } from 'typeorm'

import { type InputFault, Refusal, refuseInput } from '../refusal.js'
import { Connector } from '../sites/connector.entity.js'
import { Location } from '../sites/location.entity.js'
import { ConnectorGroup } from './connector-group.entity.js'
import { DriverGroup } from './driver-group.entity.js'
import type { AssignmentMode } from './price-list-assignment.entity.js'

/** At most one of the three places; none: everywhere. Without a driver group: for every driver. */
export interface Target {
  readonly locationId?: string | null
  readonly connectorGroupId?: string | null
  readonly connectorId?: string | null
  readonly driverGroupId?: string | null
}

/** How a price list is put into force. */
export interface Activation extends Target {
  /** `live`, when absent. */
  readonly mode?: AssignmentMode | null
  /** The share of connectors a canary takes, in basis points; for no other mode. */
  readonly shareBp?: number | null
  readonly startsAt: Instant
}

/** A target with every column said. */
export type WholeTarget = { readonly [K in keyof Target]-?: string | null }

export function wholeTarget(target: Target): WholeTarget {
  return {
    locationId: target.locationId ?? null,
    connectorGroupId: target.connectorGroupId ?? null,
    connectorId: target.connectorId ?? null,
    driverGroupId: target.driverGroupId ?? null,
  }
}

/** @throws Refusal `input-invalid` with every fault */
export function refuseBadActivation(activation: Activation): void {
  const faults = [...targetFaults(activation), ...shareFaults(activation)]
  if (faults.length > 0) refuseInput(faults)
}

/** @throws Refusal `input-invalid` for two places at once */
export function refuseTwoPlaces(target: Target): void {
  const faults = targetFaults(target)
  if (faults.length > 0) refuseInput(faults)
}

function targetFaults({ locationId, connectorGroupId, connectorId }: Target): InputFault[] {
  const named = Object.entries({ locationId, connectorGroupId, connectorId })
    .filter(([, id]) => id)
    .map(([path]) => path)
  const message = 'Name a location, a connector group or a connector: one of them, or none'
  return named.slice(1).map(path => ({ path, message }))
}

function shareFaults({ mode, shareBp }: Activation): InputFault[] {
  if (mode !== 'canary') {
    return shareBp ? [{ path: 'shareBp', message: 'Only a canary takes a share' }] : []
  }
  const isShare = Number.isInteger(shareBp) && Number(shareBp) > 0 && Number(shareBp) < 10_000
  return isShare ? [] : [{ path: 'shareBp', message: 'A whole number from 1 to 9999' }]
}

const kinds: readonly [keyof Target, EntityTarget<{ id: string }>, string][] = [
  ['locationId', Location, 'location'],
  ['connectorGroupId', ConnectorGroup, 'connector group'],
  ['connectorId', Connector, 'connector'],
  ['driverGroupId', DriverGroup, 'driver group'],
]

/** @throws Refusal `not-found` for what the operator of this transaction has not */
export async function findTarget(tx: EntityManager, target: Target): Promise<void> {
  for (const [field, entity, what] of kinds) {
    const id = target[field]
    if (id && !(await tx.existsBy(entity, { id }))) throw new Refusal('not-found', { what })
  }
}
