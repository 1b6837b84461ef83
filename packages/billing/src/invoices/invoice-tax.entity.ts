/** VAT of an invoice at one rate: reckoned once on the sum of that rate's lines. */

import { BigintColumn, DecimalColumn } from '@wattline/database'
import type { Decimal } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('invoice_tax')
@Check('invoice_tax_adds_up', `net_minor + vat_minor = gross_minor`)
export class InvoiceTax {
  @PrimaryColumn('uuid', { name: 'invoice_id' }) invoiceId!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @PrimaryColumn('integer') position!: number
  /** Null: no VAT applies, which is not the same as 0 %. */
  @DecimalColumn({ name: 'vat_percent', nullable: true }) vatPercent!: Decimal | null
  @BigintColumn({ name: 'net_minor' }) netMinor!: bigint
  @BigintColumn({ name: 'vat_minor' }) vatMinor!: bigint
  @BigintColumn({ name: 'gross_minor' }) grossMinor!: bigint
}
