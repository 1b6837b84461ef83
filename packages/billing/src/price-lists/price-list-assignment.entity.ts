/** Where a price list applies, and from which instant. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

// The unique constraint treats nulls as equal, which TypeORM cannot say; the schema test lists that
// exception.
@Entity('price_list_assignment')
@Check('price_list_assignment_one_target', `num_nonnulls(location_id, connector_id) <= 1`)
export class PriceListAssignment {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'price_list_id' }) priceListId!: string
  @Column('uuid', { name: 'location_id', nullable: true }) locationId!: string | null
  @Column('uuid', { name: 'connector_id', nullable: true }) connectorId!: string | null
  @InstantColumn({ name: 'starts_at' }) startsAt!: Instant
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy!: string | null
}
