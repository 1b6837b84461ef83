/** The door of every decision on an assignment that stands: found, locked, decided once. */

import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { operatorOfRow } from '../operator-of.js'
import { Refusal } from '../refusal.js'
import { PriceListAssignment } from './price-list-assignment.entity.js'

export interface Decision {
  readonly verb: string
  readonly assignmentId: string
  /** The whole input, as plain JSON. */
  readonly input: { readonly idempotencyKey: string }
}

/**
 * Runs `decide` on the assignment, which nobody else can change meanwhile.
 *
 * @throws Refusal `not-found`
 */
export async function decideOn(
  core: Core,
  authority: Authority,
  {
    verb,
    assignmentId,
    input,
    decide,
  }: Decision & {
    readonly decide: (tx: EntityManager, assignment: PriceListAssignment) => Promise<void>
  },
): Promise<{ assignmentId: string }> {
  requireRole(authority, 'operator')
  const entity = PriceListAssignment
  const what = 'price list assignment'
  const operatorId = await operatorOfRow(core, authority, { entity, id: assignmentId, what })
  const ask = { holderId: authority.holderId, operatorId, key: input.idempotencyKey }
  return once(core, { ...ask, input: [verb, input] }, async tx => {
    const assignment = await tx.findOne(entity, {
      where: { id: assignmentId },
      lock: { mode: 'pessimistic_write' },
    })
    if (!assignment) throw new Refusal('not-found', { what })
    await decide(tx, assignment)
    return { assignmentId }
  })
}
