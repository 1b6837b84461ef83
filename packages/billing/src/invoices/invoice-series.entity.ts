/** The next free number of an operator's invoices or credit notes in one year. */

import { BigintColumn } from '@wattline/database'
import { Check, Entity, PrimaryColumn } from 'typeorm'

import type { InvoiceKind } from './invoice.entity.js'

@Entity('invoice_series')
@Check('invoice_series_kind', `kind in ('invoice', 'credit-note')`)
@Check('invoice_series_next', `next_number > 0`)
export class InvoiceSeries {
  @PrimaryColumn('uuid', { name: 'operator_id' }) operatorId!: string
  @PrimaryColumn('text') kind!: InvoiceKind
  @PrimaryColumn('text') series!: string
  @BigintColumn({ name: 'next_number' }) nextNumber!: bigint
}
