/** What we mean to ask of the provider, written down before it is asked. */

import { BigintColumn, CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

import type { IntentKind, IntentState } from './states.js'

@Entity('payment_intent')
@Unique('payment_intent_idempotency_key', ['idempotencyKey'])
@Unique('payment_intent_psp_reference', ['pspReference'])
@Unique('payment_intent_reference', ['reference'])
@Index('payment_intent_payment', ['paymentId'])
@Index('payment_intent_one_of_a_kind', ['paymentId', 'kind'], {
  unique: true,
  where: `kind in ('authorise', 'capture', 'cancel') and origin = 'ours' and state not in ('refused', 'failed')`,
})
@Index('payment_intent_one_open_refund', ['refundId'], {
  unique: true,
  where: `kind = 'refund' and state not in ('refused', 'failed')`,
})
@Index('payment_intent_open', ['lastAskedAt'], {
  where: `state in ('requested', 'sent', 'uncertain')`,
})
@Check(
  'payment_intent_kind',
  `kind in ('authorise', 'capture', 'cancel', 'technical-cancel', 'refund')`,
)
@Check('payment_intent_origin', `origin in ('ours', 'external')`)
@Check('payment_intent_refund', `(kind = 'refund' and origin = 'ours') = (refund_id is not null)`)
@Check(
  'payment_intent_authorisation',
  `(kind = 'authorise') = (authorisation_type is not null)
   and authorisation_type in ('pre', 'final')`,
)
@Check('payment_intent_amount', `amount_minor >= 0`)
@Check('payment_intent_key', `length(idempotency_key) between 1 and 64`)
@Check(
  'payment_intent_state',
  `state in ('requested', 'sent', 'uncertain', 'succeeded', 'refused', 'failed')`,
)
export class PaymentIntent {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'payment_id' }) paymentId!: string
  @Column('uuid', { name: 'refund_id', nullable: true }) refundId!: string | null
  @Column('text') kind!: IntentKind
  /**
   * `external`: somebody else asked for it (the provider's own console), and we learnt of it by
   * webhook.
   */
  @Column('text', { default: 'ours' }) origin!: 'ours' | 'external'
  /**
   * Whether the amount to authorise is final; frozen, so that every try of a key sends the same.
   */
  @Column('text', { name: 'authorisation_type', nullable: true }) authorisationType!:
    | 'pre'
    | 'final'
    | null
  @BigintColumn({ name: 'amount_minor' }) amountMinor!: bigint
  @CurrencyColumn() currency!: string
  /** Ours, sent along; the webhook quotes it. */
  @Column('text') reference!: string
  @Column('text', { name: 'idempotency_key' }) idempotencyKey!: string
  @Column('text') state!: IntentState
  @Column('text', { name: 'psp_reference', nullable: true }) pspReference!: string | null
  @Column('integer', { default: 0 }) attempts!: number
  @Column('jsonb', { name: 'last_answer', nullable: true }) lastAnswer!: Record<
    string,
    unknown
  > | null
  /** How often it succeeded and was taken back by the scheme. */
  @Column('integer', { default: 0 }) failures!: number
  /** When the last of these happened, by the provider's clock. */
  @InstantColumn({ name: 'failed_at', nullable: true }) failedAt!: Instant | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  @InstantColumn({ name: 'last_asked_at', nullable: true }) lastAskedAt!: Instant | null
}
