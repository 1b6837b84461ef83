/** A second person's word: an assignment that waits counts from an instant still to come. */

import { type Instant, isBefore } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Authority } from '../authority.js'
import type { Core } from '../core.js'
import { Refusal, refuseInput } from '../refusal.js'
import { orAmbiguous } from './assign.js'
import { decideOn } from './decide.js'
import { refusePassed } from './needs-approval.js'
import { PriceListAssignment } from './price-list-assignment.entity.js'
import { stateOf } from './state.js'

export interface ApproveInput {
  readonly assignmentId: string
  /** A later start than the maker's; the maker's own, when absent. */
  readonly startsAt?: Instant | null
  readonly idempotencyKey: string
}

/**
 * Approves an assignment with another key than its maker's.
 *
 * @throws Refusal `not-found`, `price-list-not-waiting`, `approval-by-maker`, `input-invalid` for
 * an earlier start than the maker's, `price-list-start-passed`, `price-list-ambiguous`
 */
export function approvePriceList(
  core: Core,
  authority: Authority,
  input: ApproveInput,
): Promise<{ assignmentId: string }> {
  const { assignmentId, startsAt } = input
  const shown = { ...input, ...(startsAt && { startsAt: startsAt.toString() }) }
  const decide = (tx: EntityManager, assignment: PriceListAssignment) =>
    approve(core, tx, { assignment, keyId: authority.keyId, startsAt: startsAt ?? null })
  return orAmbiguous(input, () =>
    decideOn(core, authority, { verb: 'approvePriceList', assignmentId, input: shown, decide }),
  )
}

interface Approval {
  readonly assignment: PriceListAssignment
  readonly keyId: string
  readonly startsAt: Instant | null
}

async function approve(
  core: Core,
  tx: EntityManager,
  { assignment, keyId, startsAt }: Approval,
): Promise<void> {
  const now = core.clock.now()
  const state = stateOf(assignment, now)
  if (state !== 'waiting') throw new Refusal('price-list-not-waiting', { state })
  if (assignment.createdBy === keyId) throw new Refusal('approval-by-maker')
  const start = startsAt ?? assignment.startsAt
  if (isBefore(start, assignment.startsAt)) {
    refuseInput([{ path: 'startsAt', message: 'Not before the start that was asked for' }])
  }
  refusePassed(start, now)
  await tx.update(
    PriceListAssignment,
    { id: assignment.id },
    { startsAt: start, approvedAt: now, approvedBy: keyId },
  )
}
