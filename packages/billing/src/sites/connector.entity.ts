/** One plug of one EVSE. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

export const powerTypes = ['AC_1_PHASE', 'AC_2_PHASE', 'AC_3_PHASE', 'DC'] as const
export type PowerType = (typeof powerTypes)[number]

@Entity('connector')
@Unique('connector_ocpi_id', ['operatorId', 'evseUid', 'connectorId'])
@Index('connector_location', ['locationId'])
@Check('connector_power_type', `power_type in ('AC_1_PHASE', 'AC_2_PHASE', 'AC_3_PHASE', 'DC')`)
@Check('connector_max_power', `max_power_w > 0`)
export class Connector {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'location_id' }) locationId!: string
  @Column('text', { name: 'evse_uid' }) evseUid!: string
  /** OCPI's connector id inside the EVSE. */
  @Column('text', { name: 'connector_id' }) connectorId!: string
  @Column('text') standard!: string
  @Column('text', { name: 'power_type' }) powerType!: PowerType
  @Column('integer', { name: 'max_power_w' }) maxPowerW!: number
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
