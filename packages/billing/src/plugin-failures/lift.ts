/** Lifts a suspension: the plugin runs again, and its failures are counted anew from then. */

import { IsNull } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { operatorOfRow } from '../operator-of.js'
import { Refusal } from '../refusal.js'
import { PluginSuspension } from './plugin-suspension.entity.js'

export interface LiftInput {
  readonly suspensionId: string
  readonly idempotencyKey: string
}

/**
 * Bills that went out without it stay as they are. Other processes obey within a second.
 *
 * @throws Refusal `not-found`, `suspension-lifted`
 */
export async function liftPluginSuspension(
  core: Core,
  authority: Authority,
  input: LiftInput,
): Promise<{ suspensionId: string }> {
  requireRole(authority, 'operator')
  const { suspensionId: id, idempotencyKey: key } = input
  const row = { entity: PluginSuspension, id, what: 'plugin suspension' }
  const operatorId = await operatorOfRow(core, authority, row)
  const { holderId, keyId } = authority
  const ask = { holderId, operatorId, key, input: ['liftPluginSuspension', input] }
  return once(core, ask, async tx => {
    const lifted = await tx.update(
      PluginSuspension,
      { id, liftedAt: IsNull() },
      { liftedAt: core.clock.now(), liftedBy: keyId },
    )
    if (lifted.affected === 0) {
      const known = await tx.existsBy(PluginSuspension, { id })
      if (!known) throw new Refusal('not-found', { what: row.what })
      throw new Refusal('suspension-lifted')
    }
    return { suspensionId: id }
  })
}
