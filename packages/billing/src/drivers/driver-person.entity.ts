/** Who a driver is: the only table with people in it, and the only one whose rows may be erased. */

import { Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('driver_person')
@Unique('driver_person_external_id', ['operatorId', 'externalId'])
export class DriverPerson {
  @PrimaryColumn('uuid', { name: 'driver_id' }) driverId!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  /** The partner's or the old system's name for the driver. */
  @Column('text', { name: 'external_id', nullable: true }) externalId!: string | null
  @Column('text', { nullable: true }) name!: string | null
  @Column('text', { nullable: true }) email!: string | null
}
