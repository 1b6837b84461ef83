/**
 * One thing the provider told us, stored before it is answered; unique by content, applied once.
 */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

import type { PaymentEvent } from '../payments/provider.js'

@Entity('webhook')
@Unique('webhook_fingerprint', ['fingerprint'])
@Index('webhook_open', ['dueAt', 'id'], { where: `state = 'stored'` })
@Index('webhook_orphaned', ['receivedAt'], { where: `state = 'orphaned'` })
@Index('webhook_psp_reference', ['pspReference'])
@Check('webhook_state', `state in ('stored', 'applied', 'kept', 'orphaned')`)
export class Webhook {
  @PrimaryColumn('uuid') id!: string
  /** sha256 (hex) of the whole item without its signature. */
  @Column('char', { length: 64 }) fingerprint!: string
  @Column('text', { name: 'merchant_account' }) merchantAccount!: string
  @Column('text', { name: 'event_code' }) eventCode!: string
  @Column('text', { name: 'psp_reference' }) pspReference!: string
  @Column('text', { name: 'original_reference', nullable: true }) originalReference!: string | null
  /** The raw item and the event read from it; emptied after its term. */
  @Column('jsonb', { nullable: true }) body!: { item: unknown; event: StoredEvent } | null
  @Column('text') state!: 'stored' | 'applied' | 'kept' | 'orphaned'
  @Column('integer', { default: 0 }) attempts!: number
  /** What came of it, in words, where nothing or nothing more came of it. */
  @Column('text', { nullable: true }) note!: string | null
  @InstantColumn({ name: 'received_at' }) receivedAt!: Instant
  /** When it is to be tried (again). */
  @InstantColumn({ name: 'due_at' }) dueAt!: Instant
  @InstantColumn({ name: 'applied_at', nullable: true }) appliedAt!: Instant | null
}

/** A PaymentEvent as JSON: its amount's minor units as text. */
export type StoredEvent = Omit<PaymentEvent, 'amount'> & {
  amount: { minor: string; currency: string }
}
