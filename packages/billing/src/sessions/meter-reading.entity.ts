/** One register value at one instant; never changed, never deleted. */

import { DecimalColumn, InstantColumn } from '@wattline/database'
import type { Decimal, Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

export const readingSources = ['begin', 'periodic', 'end', 'import'] as const
export type ReadingSource = (typeof readingSources)[number]

@Entity('meter_reading')
@Unique('meter_reading_once', ['sessionId', 'measuredAt'])
@Check('meter_reading_register', `register_wh >= 0`)
@Check('meter_reading_power', `power_w >= 0`)
@Check('meter_reading_current', `current_milli_a >= 0`)
@Check('meter_reading_activity', `activity in ('CHARGING', 'PARKED')`)
@Check('meter_reading_source', `source in ('begin', 'periodic', 'end', 'import')`)
export class MeterReading {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'session_id' }) sessionId!: string
  /** By the device's clock. */
  @InstantColumn({ name: 'measured_at' }) measuredAt!: Instant
  /** By ours. */
  @InstantColumn({ name: 'received_at' }) receivedAt!: Instant
  @DecimalColumn({ name: 'register_wh', precision: 18, scale: 4 }) registerWh!: Decimal
  /**
   * Holds from this instant on: PARKED once the vehicle asks for no power (OCPI 2.3.0,
   * PARKING_TIME).
   */
  @Column('text', { nullable: true }) activity!: 'CHARGING' | 'PARKED' | null
  @Column('text') source!: ReadingSource
  /** Over all phases, as the meter showed it at that instant. */
  @Column('integer', { name: 'power_w', nullable: true }) powerW!: number | null
  @Column('integer', { name: 'current_milli_a', nullable: true }) currentMilliA!: number | null
}
