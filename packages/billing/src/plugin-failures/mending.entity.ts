/** An order to mend the bills that went out without a plugin, and how far it has come. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

import type { MendingTally } from './mending-tally.js'

export const mendingStates = ['waiting', 'done', 'failed'] as const
export type MendingState = (typeof mendingStates)[number]

@Entity('mending')
@Check('mending_state', `state in ('waiting', 'done', 'failed')`)
export class Mending {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  /** The plugin that failed. */
  @Column('char', { name: 'failed_hash', length: 64 }) failedHash!: string
  /** The version in whose place it is rated again. */
  @Column('uuid', { name: 'mended_version_id' }) mendedVersionId!: string
  /** Nothing is given back: it only says what would be. */
  @Column('boolean', { name: 'is_dry_run' }) isDryRun!: boolean
  @Column('text') state!: MendingState
  /** The last failure that was looked at. */
  @Column('uuid', { name: 'after_failure_id', nullable: true }) afterFailureId!: string | null
  @Column('jsonb') tally!: MendingTally
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  /** The key of whoever ordered it, in whose name refunds are claimed. */
  @Column('uuid', { name: 'created_by' }) createdBy!: string
  @InstantColumn({ name: 'updated_at' }) updatedAt!: Instant
}
