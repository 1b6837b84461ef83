/**
 * Shows an invoice's parts: as the bill of its one session, and the proof of what it was made from.
 */

import type { InvoiceWithLines, StoredBill } from '@wattline/billing'

import type { BillType } from '../bills/bill.type.js'
import { showLine, showTax } from '../bills/show-bill.js'
import { showMoney } from '../values/money.type.js'
import type { InvoiceProofType } from './invoice.type.js'

/** What stands in the proof of an invoice over a session; a credit note's has less. */
interface Proof {
  readonly plugins?: StoredBill['plugins']
  readonly warnings?: readonly string[]
  readonly findings?: readonly string[]
}

export function billOfInvoice(invoice: InvoiceWithLines): BillType {
  const { currency } = invoice
  const { plugins, warnings } = proofOfInvoice(invoice)
  return {
    gross: showMoney(invoice.grossMinor, currency),
    net: showMoney(invoice.netMinor, currency),
    vat: showMoney(invoice.vatMinor, currency),
    lines: invoice.lines.map(line => showLine(line, currency)),
    taxes: invoice.taxes.map(tax => showTax(tax, currency)),
    plugins,
    warnings,
    isFinal: true,
  }
}

export function proofOfInvoice({ proof, inputsHash }: InvoiceWithLines): InvoiceProofType {
  const { plugins = [], warnings = [], findings = [] } = proof as Proof
  return { ...proof, plugins, warnings, findings, inputsHash }
}
