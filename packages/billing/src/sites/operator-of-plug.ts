/** Whose connector it is, before the write's own transaction opens. */

import { inScope } from '@wattline/database'

import type { Authority } from '../authority.js'
import type { Core } from '../core.js'
import { findPlug } from './find-plug.js'

/** @throws Refusal `not-found` for a connector out of the key's sight */
export async function operatorOfPlug(
  core: Core,
  authority: Authority,
  connectorId: string,
): Promise<string> {
  const { connector } = await inScope(core.db, authority.scope, tx => findPlug(tx, connectorId))
  return connector.operatorId
}
