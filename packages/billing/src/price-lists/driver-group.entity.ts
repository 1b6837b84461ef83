/** A named set of drivers that are priced together, such as a fleet’s. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('driver_group')
@Check('driver_group_rank_above_zero', `rank > 0`)
@Unique('driver_group_name', ['operatorId', 'name'])
@Unique('driver_group_rank', ['operatorId', 'rank'])
export class DriverGroup {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') name!: string
  /** Which group's price list wins for a driver of several: the smaller rank. */
  @Column('integer') rank!: number
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
