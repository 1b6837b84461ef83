/** Reads invoices whole, lines and taxes included, in one round trip. */

import type { Scope } from '@wattline/database'
import { type Decimal, decimal, Temporal } from '@wattline/units'
import type { DataSource } from 'typeorm'

import type { Invoice } from './invoice.entity.js'
import type { InvoiceLine } from './invoice-line.entity.js'
import type { InvoiceTax } from './invoice-tax.entity.js'

export type InvoiceWithLines = Invoice & {
  readonly lines: readonly InvoiceLine[]
  readonly taxes: readonly Omit<InvoiceTax, 'invoiceId' | 'operatorId' | 'position'>[]
  readonly sessionIds: readonly string[]
}

interface LineRow {
  readonly [column: string]: unknown
}

interface TaxRow {
  readonly vat_percent: string | null
  readonly net_minor: string
  readonly vat_minor: string
  readonly gross_minor: string
}

interface Row {
  readonly id: string
  readonly operator_id: string
  readonly number: string
  readonly kind: Invoice['kind']
  readonly credits_invoice_id: string | null
  readonly driver_id: string | null
  readonly partner_id: string | null
  readonly payment_route: Invoice['paymentRoute']
  readonly currency: string
  readonly net_minor: string
  readonly vat_minor: string
  readonly gross_minor: string
  readonly price_list_id: string | null
  readonly inputs_hash: string | null
  readonly proof: Record<string, unknown>
  readonly issued_at: string
  readonly lines: LineRow[]
  readonly taxes: TaxRow[]
  readonly session_ids: string[]
}

/** Those of the invoices that the scope sees, in no particular order. */
export async function readInvoices(
  db: DataSource,
  scope: Scope,
  ids: readonly string[],
): Promise<InvoiceWithLines[]> {
  const rows = await db.query<{ read_invoices: Row }[]>('select read_invoices($1, $2)', [
    scope,
    ids,
  ])
  return rows.map(({ read_invoices: row }) => fromRow(row))
}

function fromRow(row: Row): InvoiceWithLines {
  return {
    id: row.id,
    operatorId: row.operator_id,
    number: row.number,
    kind: row.kind,
    creditsInvoiceId: row.credits_invoice_id,
    driverId: row.driver_id,
    partnerId: row.partner_id,
    paymentRoute: row.payment_route,
    currency: row.currency,
    netMinor: BigInt(row.net_minor),
    vatMinor: BigInt(row.vat_minor),
    grossMinor: BigInt(row.gross_minor),
    priceListId: row.price_list_id,
    inputsHash: row.inputs_hash,
    proof: row.proof,
    issuedAt: Temporal.Instant.from(row.issued_at),
    lines: row.lines.map(lineFromRow),
    taxes: row.taxes.map(tax => ({
      vatPercent: exact(tax.vat_percent),
      netMinor: BigInt(tax.net_minor),
      vatMinor: BigInt(tax.vat_minor),
      grossMinor: BigInt(tax.gross_minor),
    })),
    sessionIds: row.session_ids,
  }
}

function lineFromRow(row: LineRow): InvoiceLine {
  return {
    id: row.id as string,
    operatorId: row.operator_id as string,
    invoiceId: row.invoice_id as string,
    sessionId: row.session_id as string | null,
    creditsLineId: row.credits_line_id as string | null,
    position: row.position as number,
    component: row.component as string,
    label: row.label as string,
    quantity: decimal(row.quantity as string),
    unit: row.unit as InvoiceLine['unit'],
    unitPrice: exact(row.unit_price as string | null),
    vatPercent: exact(row.vat_percent as string | null),
    taxSide: row.tax_side as InvoiceLine['taxSide'],
    amountMinor: BigInt(row.amount_minor as string),
    pluginId: row.plugin_id as string | null,
    pluginVersion: row.plugin_version as string | null,
    pluginHash: row.plugin_hash as string | null,
    paramsHash: row.params_hash as string | null,
    explanation: row.explanation as Record<string, unknown>,
  }
}

function exact(text: string | null): Decimal | null {
  return text === null ? null : decimal(text)
}
