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

/** A line as `read_invoices` sends it, by place. */
type LineRow = readonly [
  id: string,
  sessionId: string | null,
  creditsLineId: string | null,
  position: number,
  component: string,
  label: string,
  quantity: string,
  unit: InvoiceLine['unit'],
  unitPrice: string | null,
  vatPercent: string | null,
  taxSide: InvoiceLine['taxSide'],
  amountMinor: string,
  pluginId: string | null,
  pluginVersion: string | null,
  pluginHash: string | null,
  paramsHash: string | null,
  explanation: Record<string, unknown>,
]

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
    lines: row.lines.map(line => lineFromRow(line, row)),
    taxes: row.taxes.map(tax => ({
      vatPercent: exact(tax.vat_percent),
      netMinor: BigInt(tax.net_minor),
      vatMinor: BigInt(tax.vat_minor),
      grossMinor: BigInt(tax.gross_minor),
    })),
    sessionIds: row.session_ids,
  }
}

function lineFromRow(line: LineRow, { id: invoiceId, operator_id: operatorId }: Row): InvoiceLine {
  const [id, sessionId, creditsLineId, position, component, label, ...amounts] = line
  const [quantity, unit, unitPrice, vatPercent, taxSide, amountMinor, ...source] = amounts
  const [pluginId, pluginVersion, pluginHash, paramsHash, explanation] = source
  return {
    id,
    operatorId,
    invoiceId,
    sessionId,
    creditsLineId,
    position,
    component,
    label,
    quantity: decimal(quantity),
    unit,
    unitPrice: exact(unitPrice),
    vatPercent: exact(vatPercent),
    taxSide,
    amountMinor: BigInt(amountMinor),
    pluginId,
    pluginVersion,
    pluginHash,
    paramsHash,
    explanation,
  }
}

function exact(text: string | null): Decimal | null {
  return text === null ? null : decimal(text)
}
