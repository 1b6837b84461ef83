/** What all results of one shadow or canary come to. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, PrimaryColumn } from 'typeorm'

import type { Tally } from '../backtests/tally.js'

@Entity('shadow_tally')
export class ShadowTally {
  @PrimaryColumn('uuid', { name: 'assignment_id' }) assignmentId!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('jsonb') tally!: Tally
  @InstantColumn({ name: 'updated_at' }) updatedAt!: Instant
}
