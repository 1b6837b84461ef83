/** From an instant on, a driver is in a group or is not: the latest change says which. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('driver_group_change')
export class DriverGroupChange {
  @PrimaryColumn('uuid', { name: 'driver_group_id' }) driverGroupId!: string
  @PrimaryColumn('uuid', { name: 'driver_id' }) driverId!: string
  @InstantColumn({ name: 'changed_at', primary: true }) changedAt!: Instant
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('boolean', { name: 'is_member' }) isMember!: boolean
  @Column('uuid', { name: 'created_by' }) createdBy!: string
}
