/** Where an assignment stands, told from its instants. */

import { type Instant, Temporal } from '@wattline/units'

import type { PriceListAssignment } from './price-list-assignment.entity.js'

/**
 * `waiting` for a second person · `withdrawn` before it ever counted · `scheduled` for its start ·
 * `in-force` since then, though a narrower or later one may win · `ended`, rolled back.
 */
export const assignmentStates = ['waiting', 'withdrawn', 'scheduled', 'in-force', 'ended'] as const
export type AssignmentState = (typeof assignmentStates)[number]

type Instants = Pick<PriceListAssignment, 'needsApproval' | 'approvedAt' | 'startsAt' | 'endsAt'>

export function stateOf(assignment: Instants, now: Instant): AssignmentState {
  const { startsAt, endsAt } = assignment
  const isApproved = !assignment.needsApproval || assignment.approvedAt !== null
  const isBy = (instant: Instant, other: Instant) => Temporal.Instant.compare(instant, other) <= 0
  if (endsAt && (!isApproved || isBy(endsAt, startsAt))) return 'withdrawn'
  if (!isApproved) return 'waiting'
  if (endsAt && isBy(endsAt, now)) return 'ended'
  return isBy(startsAt, now) ? 'in-force' : 'scheduled'
}
