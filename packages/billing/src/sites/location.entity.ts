/** A site with chargers, and the zone its clocks keep. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('location')
@Unique('location_ocpi_id', ['operatorId', 'ocpiId'])
export class Location {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text', { name: 'ocpi_id' }) ocpiId!: string
  @Column('text') name!: string
  @Column('text') city!: string
  @Column('char', { length: 2 }) country!: string
  /** IANA name: tariff windows are read from this zone's clock (OCPI 2.2.1, Location.time_zone). */
  @Column('text', { name: 'time_zone' }) timeZone!: string
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
