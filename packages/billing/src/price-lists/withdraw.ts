/** Takes an assignment back before it has billed anything, or ends a shadow. */

import type { EntityManager } from 'typeorm'

import type { Authority } from '../authority.js'
import type { Core } from '../core.js'
import { Refusal } from '../refusal.js'
import { decideOn } from './decide.js'
import { PriceListAssignment } from './price-list-assignment.entity.js'
import { stateOf } from './state.js'

export interface WithdrawInput {
  readonly assignmentId: string
  readonly idempotencyKey: string
}

/**
 * Withdraws what waits for approval or for its start, and a shadow at any time.
 *
 * @throws Refusal `not-found`, `price-list-in-force`, or `price-list-not-in-force` for one that was
 * withdrawn or has ended
 */
export function withdrawPriceList(
  core: Core,
  authority: Authority,
  input: WithdrawInput,
): Promise<{ assignmentId: string }> {
  const { assignmentId } = input
  const decide = async (tx: EntityManager, assignment: PriceListAssignment) => {
    const now = core.clock.now()
    refuseUnlessOpen(assignment, stateOf(assignment, now))
    const end = { endsAt: now, endedBy: authority.keyId }
    await tx.update(PriceListAssignment, { id: assignmentId }, end)
  }
  return decideOn(core, authority, { verb: 'withdrawPriceList', assignmentId, input, decide })
}

function refuseUnlessOpen(
  { mode, endsAt }: PriceListAssignment,
  state: ReturnType<typeof stateOf>,
): void {
  if (endsAt) throw new Refusal('price-list-not-in-force', { state })
  if (state === 'in-force' && mode !== 'shadow') throw new Refusal('price-list-in-force', { state })
}
