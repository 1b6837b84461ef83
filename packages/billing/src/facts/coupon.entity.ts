/** A code that drivers give, with its limits and what was taken of them. */

import { BigintColumn, CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

@Entity('coupon')
@Unique('coupon_code', ['operatorId', 'code'])
@Index('coupon_campaign', ['operatorId', 'campaign'])
@Check('coupon_spelled', `code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'`)
@Check('coupon_campaign_named', `length(campaign) between 1 and 100`)
@Check('coupon_lasts', `valid_from < valid_until`)
@Check('coupon_uses_limit', `uses_max > 0 and uses_per_driver_max > 0`)
@Check(
  'coupon_budget_limit',
  `num_nonnulls(budget_minor, most_per_use_minor) in (0, 2) and
   most_per_use_minor > 0 and budget_minor > 0 and most_per_use_minor <= 900000000000`,
)
@Check('coupon_uses', `uses >= 0 and uses <= uses_max`)
@Check(
  'coupon_budget',
  `least(held_minor, used_minor) >= 0 and held_minor + used_minor <= budget_minor`,
)
export class Coupon {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  /** Capital letters, digits and hyphens. */
  @Column('text') code!: string
  @Column('text') campaign!: string
  @CurrencyColumn() currency!: string
  /** How many sessions may use it; null: any number. */
  @Column('integer', { name: 'uses_max', nullable: true }) usesMax!: number | null
  @Column('integer', { name: 'uses_per_driver_max', nullable: true })
  usesPerDriverMax!: number | null
  /** What all uses may take together, on the side the tariff states; null: no budget. */
  @BigintColumn({ name: 'budget_minor', nullable: true }) budgetMinor!: bigint | null
  /** What one use may take of the budget; set where there is one. */
  @BigintColumn({ name: 'most_per_use_minor', nullable: true }) mostPerUseMinor!: bigint | null
  /** Sessions that begin from then on, */
  @InstantColumn({ name: 'valid_from' }) validFrom!: Instant
  /** and before then. */
  @InstantColumn({ name: 'valid_until', nullable: true }) validUntil!: Instant | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  /** Claims that are held or used. The database keeps these three the sum of the claims. */
  @Column('integer', { default: 0 }) uses!: number
  /** Reserved by claims whose bill is not issued yet. */
  @BigintColumn({ name: 'held_minor', default: 0 }) heldMinor!: bigint
  /** Taken on bills. */
  @BigintColumn({ name: 'used_minor', default: 0 }) usedMinor!: bigint
}
