/** Something about a session that cannot be right, found before its money moved. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('irregularity')
@Unique('irregularity_once', ['sessionId', 'code'])
@Check('irregularity_action', `action in ('report', 'hold')`)
export class Irregularity {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'session_id' }) sessionId!: string
  @Column('text') code!: string
  @Column('text') action!: 'report' | 'hold'
  @Column('jsonb') detail!: Record<string, unknown>
  @InstantColumn({ name: 'found_at' }) foundAt!: Instant
}
