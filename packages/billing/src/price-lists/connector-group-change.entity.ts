/** From an instant on, a connector is in a group or is not: the latest change says which. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('connector_group_change')
export class ConnectorGroupChange {
  @PrimaryColumn('uuid', { name: 'connector_group_id' }) connectorGroupId!: string
  @PrimaryColumn('uuid', { name: 'connector_id' }) connectorId!: string
  @InstantColumn({ name: 'changed_at', primary: true }) changedAt!: Instant
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('boolean', { name: 'is_member' }) isMember!: boolean
  @Column('uuid', { name: 'created_by' }) createdBy!: string
}
