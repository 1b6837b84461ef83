/** One billed session, and what it would have come to by a price list that did not bill it. */

import { BigintColumn, CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

import type { FailedPlugin, PlainLine } from '../backtests/change.js'

@Entity('shadow_result')
@Unique('shadow_result_once', ['assignmentId', 'sessionId'])
@Index('shadow_result_listed', { synchronize: false })
@Check('shadow_result_priced', `num_nonnulls(draft_currency, draft_minor) in (0, 2)`)
export class ShadowResult {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  /** A shadow, or the canary that billed it. */
  @Column('uuid', { name: 'assignment_id' }) assignmentId!: string
  @Column('uuid', { name: 'session_id' }) sessionId!: string
  @Column('uuid', { name: 'invoice_id' }) invoiceId!: string
  /** What it was priced by beside the bill: of a canary, what would have applied without it. */
  @Column('uuid', { name: 'price_list_id' }) priceListId!: string
  @CurrencyColumn({ name: 'billed_currency' }) billedCurrency!: string
  /** Gross, as is the draft's. */
  @BigintColumn({ name: 'billed_minor' }) billedMinor!: bigint
  /** Null where a plugin left it without a price. */
  @CurrencyColumn({ name: 'draft_currency', nullable: true }) draftCurrency!: string | null
  @BigintColumn({ name: 'draft_minor', nullable: true }) draftMinor!: bigint | null
  /** Left out where it came to the same. */
  @Column('jsonb', { name: 'draft_lines' }) draftLines!: readonly PlainLine[]
  @Column('jsonb') failures!: readonly FailedPlugin[]
  @InstantColumn({ name: 'priced_at' }) pricedAt!: Instant
}
