/** A driver as the book knows one: an id and nothing else. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

@Entity('driver')
@Index('driver_operator', ['operatorId'])
export class Driver {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
