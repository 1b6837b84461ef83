/** Where a price list applies, for whom, in which mode, from when, and by whose word. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

/**
 * `live` bills, `canary` bills on a share of the connectors, `shadow` is priced beside the bill.
 */
export const assignmentModes = ['live', 'canary', 'shadow'] as const
export type AssignmentMode = (typeof assignmentModes)[number]

// The unique index treats nulls as equal and leaves some rows out, which TypeORM cannot say; the
// schema test lists that exception.
@Entity('price_list_assignment')
@Index('price_list_assignment_started', ['operatorId', 'startsAt'])
@Check(
  'price_list_assignment_one_target',
  `num_nonnulls(location_id, connector_group_id, connector_id) <= 1`,
)
@Check('price_list_assignment_mode', `mode in ('live', 'canary', 'shadow')`)
@Check(
  'price_list_assignment_share',
  `(mode = 'canary') = (share_bp is not null) and share_bp between 1 and 9999`,
)
@Check(
  'price_list_assignment_approval',
  `num_nonnulls(approved_at, approved_by) <> 1
   and (approved_at is null or (needs_approval and starts_at > approved_at))
   and not (needs_approval and mode = 'shadow')`,
)
@Check(
  'price_list_assignment_second_person',
  `not needs_approval or (created_by is not null and approved_by is distinct from created_by)`,
)
@Check('price_list_assignment_end', `num_nonnulls(ends_at, ended_by) <> 1`)
export class PriceListAssignment {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'price_list_id' }) priceListId!: string
  /** At most one of the three places; none: everywhere. */
  @Column('uuid', { name: 'location_id', nullable: true }) locationId!: string | null
  @Column('uuid', { name: 'connector_group_id', nullable: true }) connectorGroupId!: string | null
  @Column('uuid', { name: 'connector_id', nullable: true }) connectorId!: string | null
  /** Null: for every driver. */
  @Column('uuid', { name: 'driver_group_id', nullable: true }) driverGroupId!: string | null
  @Column('text') mode!: AssignmentMode
  /** The share of connectors a canary takes, in basis points. */
  @Column('integer', { name: 'share_bp', nullable: true }) shareBp!: number | null
  @InstantColumn({ name: 'starts_at' }) startsAt!: Instant
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  /** The API key of its maker. */
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy!: string | null
  /** It brought something never live before: without a second person’s word it never counts. */
  @Column('boolean', { name: 'needs_approval' }) needsApproval!: boolean
  @InstantColumn({ name: 'approved_at', nullable: true }) approvedAt!: Instant | null
  @Column('uuid', { name: 'approved_by', nullable: true }) approvedBy!: string | null
  /** From when it counts no more: withdrawn before it did, or rolled back. */
  @InstantColumn({ name: 'ends_at', nullable: true }) endsAt!: Instant | null
  @Column('uuid', { name: 'ended_by', nullable: true }) endedBy!: string | null
}
