/**
 * A price list: one tariff version, an ordered list of plugins and a cap, immutable under its hash.
 */

import { BigintColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('price_list')
@Check('price_list_amounts', `cap_minor > 0 and least_hold_minor > 0`)
@Unique('price_list_hash', ['operatorId', 'hash'])
export class PriceList {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') name!: string
  @Column('uuid', { name: 'tariff_version_id' }) tariffVersionId!: string
  /** The most a session costs, tax included; null where no cap is offered. */
  @BigintColumn({ name: 'cap_minor', nullable: true }) capMinor!: bigint | null
  /** The least that is reserved for a session; null for the platform's own. */
  @BigintColumn({ name: 'least_hold_minor', nullable: true }) leastHoldMinor!: bigint | null
  @Column('char', { length: 64 }) hash!: string
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
