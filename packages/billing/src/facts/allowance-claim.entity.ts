/** Energy that falls under a driver's monthly allowance, given to one session. */

import { BigintColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

@Entity('allowance_claim')
@Index('allowance_claim_driver', ['driverId', 'name', 'month'])
@Check('allowance_claim_month', `month ~ '^[0-9]{4}-[0-9]{2}$'`)
@Check('allowance_claim_energy', `energy_wh > 0`)
export class AllowanceClaim {
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string
  /** The plugin's id and its own name for the allowance: its versions share it. */
  @PrimaryColumn('text') name!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'driver_id' }) driverId!: string
  /** The calendar month at the site in which the session begins: `2026-11`. */
  @Column('char', { length: 7 }) month!: string
  @BigintColumn({ name: 'energy_wh' }) energyWh!: bigint
  @InstantColumn({ name: 'claimed_at' }) claimedAt!: Instant
}
