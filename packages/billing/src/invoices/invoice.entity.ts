/** An invoice or a credit note: issued once, never changed. */

import { BigintColumn, CurrencyColumn, InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

export type InvoiceKind = 'invoice' | 'credit-note'
/** How it is to be paid: through the payment provider, by bank, or not at all (a total of zero). */
export type PaymentRoute = 'provider' | 'bank' | 'none'

@Entity('invoice')
@Unique('invoice_number', ['operatorId', 'number'])
@Index('invoice_credits', ['creditsInvoiceId'])
@Index('invoice_listed', { synchronize: false })
@Check('invoice_kind', `kind in ('invoice', 'credit-note')`)
@Check('invoice_route', `payment_route in ('provider', 'bank', 'none')`)
@Check('invoice_one_debtor', `num_nonnulls(driver_id, partner_id) <= 1`)
@Check('invoice_adds_up', `net_minor + vat_minor = gross_minor`)
@Check(
  'invoice_sign',
  `(kind = 'invoice' and gross_minor >= 0) or (kind = 'credit-note' and gross_minor <= 0)`,
)
@Check('invoice_credit', `(kind = 'credit-note') = (credits_invoice_id is not null)`)
export class Invoice {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  /** Without gaps per operator, kind and year. */
  @Column('text') number!: string
  @Column('text') kind!: InvoiceKind
  @Column('uuid', { name: 'credits_invoice_id', nullable: true }) creditsInvoiceId!: string | null
  @Column('uuid', { name: 'driver_id', nullable: true }) driverId!: string | null
  @Column('uuid', { name: 'partner_id', nullable: true }) partnerId!: string | null
  @Column('text', { name: 'payment_route' }) paymentRoute!: PaymentRoute
  @CurrencyColumn() currency!: string
  @BigintColumn({ name: 'net_minor' }) netMinor!: bigint
  @BigintColumn({ name: 'vat_minor' }) vatMinor!: bigint
  @BigintColumn({ name: 'gross_minor' }) grossMinor!: bigint
  @Column('uuid', { name: 'price_list_id', nullable: true }) priceListId!: string | null
  /** sha256 (hex) over readings, price list and zone data: the same inputs give the same bill. */
  @Column('char', { name: 'inputs_hash', length: 64, nullable: true }) inputsHash!: string | null
  /** What the bill was made from: hashes, engine, plugin outcomes. */
  @Column('jsonb') proof!: Record<string, unknown>
  @InstantColumn({ name: 'issued_at' }) issuedAt!: Instant
}
