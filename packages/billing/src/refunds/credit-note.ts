/** Writes the credit note of a refund: stored amounts negated, numbered and booked. */

import { creditNote, debtorOf, post } from '@wattline/ledger'
import { type Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { seriesOf } from '../invoices/compose-bill.js'
import { Invoice } from '../invoices/invoice.entity.js'
import { InvoiceLine } from '../invoices/invoice-line.entity.js'
import { InvoiceTax } from '../invoices/invoice-tax.entity.js'
import type { Operator } from '../operators/operator.entity.js'
import { type ComposedCredit, composeCredit } from './compose-credit.js'
import { type InvoiceDocument, loadDocument } from './load-document.js'
import type { Refund } from './refund.entity.js'

export interface CreditOrder {
  readonly operator: Operator
  readonly refund: Refund
  /** Gross to give back, above zero and at most what is left of the invoice. */
  readonly amountMinor: bigint
  /** The clause that grants it. */
  readonly clause: { readonly id: string; readonly words: string }
}

/** Returns the credit note's id. The payment of the invoice must be locked. */
export async function issueCreditNote(
  core: Core,
  tx: EntityManager,
  order: CreditOrder,
): Promise<string> {
  const document = await loadDocument(tx, order.refund.invoiceId)
  const credit = composeCredit(document, order.amountMinor, order.clause.words)
  const id = core.newId()
  const now = core.clock.now()
  await writeNote(tx, { order, document, credit, id, now })
  await tx.insert(
    InvoiceLine,
    credit.lines.map(line => ({
      ...line,
      id: core.newId(),
      operatorId: order.operator.id,
      invoiceId: id,
    })),
  )
  await tx.insert(
    InvoiceTax,
    credit.taxes.map((tax, index) => ({
      ...tax,
      invoiceId: id,
      operatorId: order.operator.id,
      position: index + 1,
    })),
  )
  const entry = creditNote(
    { id: core.newId(), occurredAt: now, recordedAt: now },
    {
      creditNoteId: id,
      refundId: order.refund.id,
      debtor: debtorOf(document.invoice),
      country: order.operator.country,
      currency: document.invoice.currency,
      taxes: credit.taxes,
    },
  )
  await post(tx, order.operator.id, [entry])
  return id
}

interface Note {
  readonly order: CreditOrder
  readonly document: InvoiceDocument
  readonly credit: ComposedCredit
  readonly id: string
  readonly now: Instant
}

async function writeNote(tx: EntityManager, note: Note): Promise<void> {
  const { order, document, credit, id, now } = note
  const { invoice } = document
  await tx.insert(Invoice, {
    id,
    operatorId: order.operator.id,
    number: await nextNumber(tx, order.operator, now),
    kind: 'credit-note',
    creditsInvoiceId: invoice.id,
    driverId: invoice.driverId,
    partnerId: invoice.partnerId,
    paymentRoute: invoice.paymentRoute,
    currency: invoice.currency,
    netMinor: credit.netMinor,
    vatMinor: credit.vatMinor,
    grossMinor: credit.grossMinor,
    priceListId: invoice.priceListId,
    inputsHash: null,
    proof: {
      credits: invoice.number,
      refundId: order.refund.id,
      cause: order.refund.cause,
      clause: order.clause.id,
    },
    issuedAt: now,
  })
}

/** Taken in the caller's transaction, so a credit note that is not issued leaves no gap. */
async function nextNumber(tx: EntityManager, operator: Operator, now: Instant): Promise<string> {
  const series = seriesOf(now, operator.timeZone)
  const [row] = await tx.query<{ number: string }[]>(
    `insert into invoice_series as s (operator_id, kind, series, next_number) values ($1, 'credit-note', $2, 2)
     on conflict (operator_id, kind, series) do update set next_number = s.next_number + 1
     returning (next_number - 1)::text as number`,
    [operator.id, series],
  )
  return `${operator.invoicePrefix}-CN-${series}-${(row?.number ?? '').padStart(6, '0')}`
}
