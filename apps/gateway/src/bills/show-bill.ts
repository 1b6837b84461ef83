/**
 * Shows lines and taxes alike, whether they stand in a stored bill (JSON) or on an invoice (rows).
 */

import type { InvoiceWithLines, StoredBill } from '@wattline/billing'

import { showMoney } from '../values/money.type.js'
import type { ExplanationType } from './explanation.type.js'
import type { BillLineType, LinePluginType, TaxTotalType } from './line.type.js'

type StoredLine = StoredBill['lines'][number]
type StoredTax = StoredBill['taxes'][number]
type InvoiceLine = InvoiceWithLines['lines'][number]
type InvoiceTax = InvoiceWithLines['taxes'][number]

export function showLine(line: StoredLine | InvoiceLine, currency: string): BillLineType {
  return {
    position: line.position,
    component: line.component,
    label: line.label,
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: line.unitPrice,
    vatPercent: line.vatPercent,
    taxSide: line.taxSide,
    amount: showMoney(BigInt(line.amountMinor), currency),
    plugin: 'plugin' in line ? line.plugin : pluginOf(line),
    explanation: explain(line),
  }
}

export function showTax(tax: StoredTax | InvoiceTax, currency: string): TaxTotalType {
  return {
    vatPercent: tax.vatPercent,
    net: showMoney(BigInt(tax.netMinor), currency),
    vat: showMoney(BigInt(tax.vatMinor), currency),
    gross: showMoney(BigInt(tax.grossMinor), currency),
  }
}

/** The database holds all four or none. */
function pluginOf(line: InvoiceLine): LinePluginType | null {
  const { pluginId, pluginVersion, pluginHash, paramsHash } = line
  if (!pluginId || !pluginVersion || !pluginHash || !paramsHash) return null
  return { id: pluginId, version: pluginVersion, hash: pluginHash, paramsHash }
}

/** The line of a credit note explains itself in a sentence alone. */
function explain(line: StoredLine | InvoiceLine): ExplanationType {
  return { sentence: line.label, why: [], reasons: [], periods: [], ...line.explanation }
}
