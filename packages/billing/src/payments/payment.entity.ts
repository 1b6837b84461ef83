/** One attempt to take money at the provider, from hold to capture and back. */

import { BigintColumn, CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

import type { PaymentMeans } from './provider.js'
import type { PaymentState } from './states.js'

@Entity('payment')
@Unique('payment_merchant_reference', ['merchantReference'])
@Unique('payment_psp_reference', ['pspReference'])
@Index('payment_session', ['sessionId'])
@Index('payment_invoice', ['invoiceId'])
@Index('payment_unsettled', ['updatedAt'], {
  where: `state in ('pending-authorisation', 'uncertain', 'cancelling', 'capturing', 'waiting')`,
})
@Check(
  'payment_state',
  `state in ('new', 'pending-authorisation', 'action-required', 'waiting', 'uncertain', 'authorised', 'adjusting',
   'cancelling', 'cancelled', 'capturing', 'captured', 'capture-failed', 'unpaid',
   'settled', 'paid-out', 'expired', 'refused')`,
)
@Check('payment_asked', `asked_minor > 0`)
@Check('payment_captured', `captured_minor >= 0 and captured_minor <= authorised_minor`)
@Check(
  'payment_refunded',
  `refunded_minor >= 0 and refunding_minor >= 0
   and refunded_minor + refunding_minor <= captured_minor`,
)
export class Payment {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'driver_id', nullable: true }) driverId!: string | null
  @Column('uuid', { name: 'partner_id', nullable: true }) partnerId!: string | null
  /** The session a hold was taken for. */
  @Column('uuid', { name: 'session_id', nullable: true }) sessionId!: string | null
  /** The invoice it pays, once there is one. */
  @Column('uuid', { name: 'invoice_id', nullable: true }) invoiceId!: string | null
  @Column('text') state!: PaymentState
  @CurrencyColumn() currency!: string
  @BigintColumn({ name: 'asked_minor' }) askedMinor!: bigint
  @BigintColumn({ name: 'authorised_minor', default: 0 }) authorisedMinor!: bigint
  @BigintColumn({ name: 'captured_minor', default: 0 }) capturedMinor!: bigint
  /** Given back and confirmed. */
  @BigintColumn({ name: 'refunded_minor', default: 0 }) refundedMinor!: bigint
  /** Meant to be given back, not yet confirmed. */
  @BigintColumn({ name: 'refunding_minor', default: 0 }) refundingMinor!: bigint
  @Column('text', { name: 'merchant_account' }) merchantAccount!: string
  @Column('text', { name: 'merchant_reference' }) merchantReference!: string
  @Column('jsonb') means!: PaymentMeans
  @Column('text', { name: 'psp_reference', nullable: true }) pspReference!: string | null
  @Column('text', { name: 'payment_method', nullable: true }) paymentMethod!: string | null
  @InstantColumn({ name: 'expires_at', nullable: true }) expiresAt!: Instant | null
  @Column('jsonb', { nullable: true }) trouble!: { code: string; message: string } | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  @InstantColumn({ name: 'updated_at' }) updatedAt!: Instant
}
