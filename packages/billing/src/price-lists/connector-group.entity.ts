/** A named set of connectors that are priced together, wherever they stand. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('connector_group')
@Check('connector_group_rank_above_zero', `rank > 0`)
@Unique('connector_group_name', ['operatorId', 'name'])
@Unique('connector_group_rank', ['operatorId', 'rank'])
export class ConnectorGroup {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') name!: string
  /** Which group's price list wins for a connector of several: the smaller rank. */
  @Column('integer') rank!: number
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
