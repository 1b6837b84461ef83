/** One event as it stands in the book; never changed, never deleted. */

import { BigintColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

import type { EntryKind } from './journal.js'

@Entity('journal_entry')
@Unique('journal_entry_once', ['operatorId', 'reference'])
@Unique('journal_entry_operator', ['id', 'operatorId'])
@Index('journal_entry_invoice', ['invoiceId'])
@Index('journal_entry_payment', ['paymentId'])
export class BookedEntry {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') kind!: EntryKind
  @Column('text') reference!: string
  @InstantColumn({ name: 'occurred_at' }) occurredAt!: Instant
  @InstantColumn({ name: 'recorded_at' }) recordedAt!: Instant
  @Column('uuid', { name: 'session_id', nullable: true }) sessionId!: string | null
  @Column('uuid', { name: 'invoice_id', nullable: true }) invoiceId!: string | null
  @Column('uuid', { name: 'payment_id', nullable: true }) paymentId!: string | null
  @Column('uuid', { name: 'refund_id', nullable: true }) refundId!: string | null
  /** The transaction that wrote it: no later one may post under it. */
  @BigintColumn({ name: 'written_in', default: () => 'pg_current_xact_id()::text::bigint' })
  writtenIn!: bigint
}
