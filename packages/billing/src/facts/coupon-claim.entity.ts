/** The one coupon use of a session: held until its bill settles it, or lets it go. */

import { BigintColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

@Entity('coupon_claim')
@Index('coupon_claim_driver', ['couponId', 'driverId'])
@Check('coupon_claim_state', `state in ('held', 'used', 'released')`)
@Check('coupon_claim_settled', `(state = 'held') = (settled_at is null)`)
@Check('coupon_claim_used', `(state = 'used') = (used_minor is not null)`)
@Check(
  'coupon_claim_amounts',
  `reserved_minor > 0 and used_minor > 0 and used_minor <= reserved_minor`,
)
export class CouponClaim {
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'coupon_id' }) couponId!: string
  @Column('uuid', { name: 'driver_id', nullable: true }) driverId!: string | null
  @Column('text') state!: 'held' | 'used' | 'released'
  /** What it may take of the coupon's budget; null where there is none. */
  @BigintColumn({ name: 'reserved_minor', nullable: true }) reservedMinor!: bigint | null
  /** What the bill took. */
  @BigintColumn({ name: 'used_minor', nullable: true }) usedMinor!: bigint | null
  @InstantColumn({ name: 'claimed_at' }) claimedAt!: Instant
  @InstantColumn({ name: 'settled_at', nullable: true }) settledAt!: Instant | null
}
