/**
 * A driver's membership of a tier for a time. The row put last holds for its time; one without a
 * tier ends what was put before it.
 */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

@Entity('membership')
@Index('membership_driver', ['driverId', 'createdAt'])
@Check('membership_tier', `length(tier) between 1 and 100`)
@Check('membership_lasts', `from_at < until_at`)
export class Membership {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'driver_id' }) driverId!: string
  /** The operator's word for it; null: no membership from then on. */
  @Column('text', { nullable: true }) tier!: string | null
  @InstantColumn({ name: 'from_at' }) fromAt!: Instant
  /** When it ends; null where that is open. */
  @InstantColumn({ name: 'until_at', nullable: true }) untilAt!: Instant | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
