/** One line of an invoice, with what it was reckoned from. */

import { BigintColumn, DecimalColumn } from '@wattline/database'
import type { Decimal } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('invoice_line')
@Unique('invoice_line_position', ['invoiceId', 'position'])
@Check(
  'invoice_line_component',
  `component in ('ENERGY', 'TIME', 'PARKING_TIME', 'FLAT', 'RESERVATION_TIME', 'SESSION',
   'MIN_PRICE', 'MAX_PRICE', 'CAP', 'CREDIT')`,
)
@Check('invoice_line_unit', `unit in ('kWh', 'h', 'session')`)
@Check('invoice_line_tax_side', `tax_side in ('net', 'gross')`)
@Check(
  'invoice_line_plugin',
  `num_nonnulls(plugin_id, plugin_version, plugin_hash, params_hash) in (0, 4)`,
)
export class InvoiceLine {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'invoice_id' }) invoiceId!: string
  @Column('uuid', { name: 'session_id', nullable: true }) sessionId!: string | null
  /** On a credit note: the line it gives back. */
  @Column('uuid', { name: 'credits_line_id', nullable: true }) creditsLineId!: string | null
  @Column('integer') position!: number
  @Column('text') component!: string
  @Column('text') label!: string
  @DecimalColumn() quantity!: Decimal
  @Column('text') unit!: 'kWh' | 'h' | 'session'
  @DecimalColumn({ name: 'unit_price', nullable: true }) unitPrice!: Decimal | null
  @DecimalColumn({ name: 'vat_percent', nullable: true }) vatPercent!: Decimal | null
  /** Whether `amountMinor` is without VAT or with it: the side the tariff states. */
  @Column('text', { name: 'tax_side' }) taxSide!: 'net' | 'gross'
  @BigintColumn({ name: 'amount_minor' }) amountMinor!: bigint
  @Column('text', { name: 'plugin_id', nullable: true }) pluginId!: string | null
  @Column('text', { name: 'plugin_version', nullable: true }) pluginVersion!: string | null
  @Column('char', { name: 'plugin_hash', length: 64, nullable: true }) pluginHash!: string | null
  @Column('char', { name: 'params_hash', length: 64, nullable: true }) paramsHash!: string | null
  @Column('jsonb') explanation!: Record<string, unknown>
}
