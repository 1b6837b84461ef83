/** A charge point operator: the tenant every other row belongs to. */

import { CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

import type { RefundPolicy } from '../refunds/policy.js'

/**
 * Whether what bills by a plugin for the first time waits for another key than its maker’s to
 * approve it.
 */
export const secondPersonChoices = ['required', 'waived'] as const
export type SecondPerson = (typeof secondPersonChoices)[number]

@Entity('operator')
@Check('operator_second_person', `second_person in ('required', 'waived')`)
@Check('operator_notices', `(notice_url is null) = (notice_secret is null)`)
@Check('operator_invoice_prefix', `invoice_prefix ~ '^[A-Z0-9]{2,8}$'`)
export class Operator {
  @PrimaryColumn('uuid') id!: string
  @Column('text') name!: string
  /** ISO 3166-1 alpha-2: whose VAT it owes. */
  @Column('char', { length: 2 }) country!: string
  @CurrencyColumn() currency!: string
  /** The zone of its books: which day and year an invoice belongs to. */
  @Column('text', { name: 'time_zone' }) timeZone!: string
  /** Its account at the payment provider. */
  @Column('text', { name: 'merchant_account' }) merchantAccount!: string
  @Column('text', { name: 'invoice_prefix' }) invoicePrefix!: string
  @Column('jsonb', { name: 'refund_policy' }) refundPolicy!: RefundPolicy
  @Column('text', { name: 'second_person', default: 'required' }) secondPerson!: SecondPerson
  /** Where notices about its plugins go, signed with `noticeSecret`; null keeps them. */
  @Column('text', { name: 'notice_url', nullable: true }) noticeUrl!: string | null
  @Column('text', { name: 'notice_secret', nullable: true }) noticeSecret!: string | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
