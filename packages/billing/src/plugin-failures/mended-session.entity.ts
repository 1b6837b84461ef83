/** A session whose bill was rated again with a mended plugin: once for each plugin that failed. */

import { BigintColumn, CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('mended_session')
@Unique('mended_session_once', ['sessionId', 'failedHash'])
@Check('mended_session_amounts', `owed_minor >= 0 and mended_minor >= 0`)
@Check('mended_session_never_back_charged', `refund_id is null or mended_minor < owed_minor`)
export class MendedSession {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'mending_id' }) mendingId!: string
  @Column('uuid', { name: 'session_id' }) sessionId!: string
  @Column('char', { name: 'failed_hash', length: 64 }) failedHash!: string
  @CurrencyColumn() currency!: string
  /** What its bill stood at, gross, less what was given back for plugins mended before. */
  @BigintColumn({ name: 'owed_minor' }) owedMinor!: bigint
  /** What it comes to with the plugin; above `owedMinor` the operator carries the loss. */
  @BigintColumn({ name: 'mended_minor' }) mendedMinor!: bigint
  /** The claim for the difference; null where there is none, or nothing is left to give back. */
  @Column('uuid', { name: 'refund_id', nullable: true }) refundId!: string | null
  @InstantColumn({ name: 'mended_at' }) mendedAt!: Instant
}
