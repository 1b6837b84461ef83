/** What one driver or one location paid, and would have paid, over all sessions of a back-test. */

import { BigintColumn } from '@wattline/database'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

export type ShareKind = 'driver' | 'location'

@Entity('backtest_share')
@Check('backtest_share_kind', `kind in ('driver', 'location')`)
@Check('backtest_share_sessions', `sessions > 0`)
export class BacktestShare {
  @PrimaryColumn('uuid', { name: 'backtest_id' }) backtestId!: string
  @PrimaryColumn('text') kind!: ShareKind
  @PrimaryColumn('uuid', { name: 'subject_id' }) subjectId!: string
  @PrimaryColumn('char', { length: 3 }) currency!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('integer') sessions!: number
  /** Gross. */
  @BigintColumn({ name: 'billed_minor' }) billedMinor!: bigint
  @BigintColumn({ name: 'draft_minor' }) draftMinor!: bigint
}
