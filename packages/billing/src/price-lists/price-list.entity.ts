/** A price list: one tariff version and an ordered list of plugins, immutable under its hash. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('price_list')
@Unique('price_list_hash', ['operatorId', 'hash'])
export class PriceList {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') name!: string
  @Column('uuid', { name: 'tariff_version_id' }) tariffVersionId!: string
  @Column('char', { length: 64 }) hash!: string
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
