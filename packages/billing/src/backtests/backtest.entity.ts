/** A back-test: what an operator asked of a draft price list, and how far the answer has come. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

import type { Tally } from './tally.js'

export const backtestStates = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const
export type BacktestState = (typeof backtestStates)[number]

@Entity('backtest')
@Index('backtest_listed', { synchronize: false })
@Check('backtest_state', `state in ('waiting', 'running', 'done', 'cancelled', 'failed')`)
@Check('backtest_one_scope', `num_nonnulls(location_id, connector_id, tariff_id) <= 1`)
@Check('backtest_period', `sessions_from < sessions_until`)
@Check('backtest_pages', `pages > 0 or last_session_id is null`)
@Check('backtest_trouble', `(state = 'failed') = (trouble is not null)`)
export class Backtest {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  /** The draft. */
  @Column('uuid', { name: 'price_list_id' }) priceListId!: string
  /** At most one of the three; none: everywhere. */
  @Column('uuid', { name: 'location_id', nullable: true }) locationId!: string | null
  @Column('uuid', { name: 'connector_id', nullable: true }) connectorId!: string | null
  /** Sessions billed by any version of this OCPI tariff. */
  @Column('text', { name: 'tariff_id', nullable: true }) tariffId!: string | null
  /** Sessions that started then or later. */
  @InstantColumn({ name: 'sessions_from' }) from!: Instant
  /** And before then. */
  @InstantColumn({ name: 'sessions_until' }) until!: Instant
  @Column('text') state!: BacktestState
  /** How many sessions it is about; null until it has begun. */
  @Column('integer', { name: 'sessions_expected', nullable: true }) sessionsExpected!: number | null
  /** How many pages of sessions are in the tally. */
  @Column('integer', { default: 0 }) pages!: number
  /** The last one in the tally: the next page begins after it. */
  @Column('uuid', { name: 'last_session_id', nullable: true }) lastSessionId!: string | null
  @Column('jsonb') tally!: Tally
  /** Why it failed. */
  @Column('text', { nullable: true }) trouble!: string | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy!: string | null
  @InstantColumn({ name: 'updated_at' }) updatedAt!: Instant
}
