/**
 * A claim for money back: its evidence frozen, its decision reasoned, its payment tracked to the
 * end.
 */

import { BigintColumn, CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

import type { StoredEvidence } from './evidence.js'
import type { StoredDecision } from './policy.js'
import type { RefundCause, RefundState } from './states.js'

@Entity('refund')
@Unique('refund_credit_note', ['creditNoteId'])
@Index('refund_invoice', ['invoiceId'])
@Index('refund_payment', ['paymentId'])
@Check(
  'refund_state',
  `state in ('claimed', 'for-person', 'denied', 'requested', 'sent', 'uncertain',
   'accepted', 'settled', 'rejected', 'failed', 'returned')`,
)
@Check(
  'refund_cause',
  `cause in ('no-energy', 'interrupted', 'overcharged', 'wrong-idle-fee', 'duplicate',
   'hold-not-released', 'fault', 'goodwill')`,
)
@Check('refund_asked', `asked_minor > 0`)
@Check('refund_approved', `approved_minor > 0 and approved_minor <= asked_minor`)
@Check(
  'refund_decided',
  `(state in ('claimed', 'for-person') and credit_note_id is null)
   or (state = 'denied' and decision is not null and credit_note_id is null)
   or (state not in ('claimed', 'for-person', 'denied')
       and decision is not null and approved_minor is not null and credit_note_id is not null)`,
)
export class Refund {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'invoice_id' }) invoiceId!: string
  @Column('uuid', { name: 'payment_id' }) paymentId!: string
  @Column('uuid', { name: 'driver_id', nullable: true }) driverId!: string | null
  @Column('text') state!: RefundState
  @Column('text') cause!: RefundCause
  @Column('text', { nullable: true }) note!: string | null
  @CurrencyColumn() currency!: string
  @BigintColumn({ name: 'asked_minor' }) askedMinor!: bigint
  @BigintColumn({ name: 'approved_minor', nullable: true }) approvedMinor!: bigint | null
  @Column('jsonb', { nullable: true }) evidence!: StoredEvidence | null
  @Column('jsonb', { nullable: true }) decision!: StoredDecision | null
  @Column('uuid', { name: 'credit_note_id', nullable: true }) creditNoteId!: string | null
  @Column('uuid', { name: 'claimed_by', nullable: true }) claimedBy!: string | null
  /** The key of the person who decided; null when the policy did. */
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy!: string | null
  @InstantColumn({ name: 'claimed_at' }) claimedAt!: Instant
  @InstantColumn({ name: 'decided_at', nullable: true }) decidedAt!: Instant | null
  @InstantColumn({ name: 'updated_at' }) updatedAt!: Instant
}
