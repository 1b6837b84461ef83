/** Sets up locations and connectors. */

import { inScope } from '@wattline/database'
import { isTimeZone } from '@wattline/units'

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
  if (!isTimeZone(input.timeZone))
    refuseInput([{ path: 'timeZone', message: `${input.timeZone} is no IANA zone` }])
  const id = core.newId()
  await inScope(core.db, [input.operatorId], tx =>
    tx.insert(Location, { ...input, id, createdAt: core.clock.now() }),
  )
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
  const id = core.newId()
  await inScope(core.db, [input.operatorId], tx =>
    tx.insert(Connector, { ...input, id, createdAt: core.clock.now() }),
  )
  return id
}
