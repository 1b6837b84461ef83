/** Loads an invoice with its lines and taxes, and what credit notes gave back of it. */

import type { EntityManager } from 'typeorm'

import { Invoice } from '../invoices/invoice.entity.js'
import { InvoiceLine } from '../invoices/invoice-line.entity.js'
import { InvoiceTax } from '../invoices/invoice-tax.entity.js'

export interface InvoiceDocument {
  readonly invoice: Invoice
  readonly lines: readonly InvoiceLine[]
  readonly taxes: readonly InvoiceTax[]
  /** Taxes of all its credit notes; their amounts are below zero. */
  readonly creditedTaxes: readonly InvoiceTax[]
  /** Gross given back, above zero. */
  readonly creditedMinor: bigint
}

/** True only while the payment of the invoice is locked. */
export async function loadDocument(tx: EntityManager, invoiceId: string): Promise<InvoiceDocument> {
  const invoice = await tx.findOneByOrFail(Invoice, { id: invoiceId })
  const notes = await tx.findBy(Invoice, { creditsInvoiceId: invoiceId })
  const noteIds = notes.map(({ id }) => id)
  const taxes = await tx.find(InvoiceTax, {
    where: [invoiceId, ...noteIds].map(id => ({ invoiceId: id })),
    order: { invoiceId: 'ASC', position: 'ASC' },
  })
  return {
    invoice,
    lines: await tx.find(InvoiceLine, { where: { invoiceId }, order: { position: 'ASC' } }),
    taxes: taxes.filter(tax => tax.invoiceId === invoiceId),
    creditedTaxes: taxes.filter(tax => tax.invoiceId !== invoiceId),
    creditedMinor: -notes.reduce((total, note) => total + note.grossMinor, 0n),
  }
}

/** Gross that credit notes gave back of an invoice, above zero. */
export async function creditedMinorOf(tx: EntityManager, invoiceId: string): Promise<bigint> {
  const [row] = await tx.query<{ credited: string }[]>(
    `select coalesce(-sum(gross_minor), 0)::text as credited
     from invoice where credits_invoice_id = $1`,
    [invoiceId],
  )
  return BigInt(row?.credited ?? '0')
}
