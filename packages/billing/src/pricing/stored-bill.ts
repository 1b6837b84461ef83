/** A bill as JSON: what a quote freezes, a live price shows and an invoice is written from. */

import type { BillLine, ExplainedBill, ExplainedLine, TaxTotal, Told } from '@wattline/tariffs'

import type { PluginFailure } from '../plugins/runner.js'

export interface StoredLine {
  readonly position: number
  readonly component: BillLine['component']
  readonly label: string
  readonly quantity: string
  readonly unit: BillLine['unit']
  readonly unitPrice: string | null
  readonly vatPercent: string | null
  readonly taxSide: 'net' | 'gross'
  /** Minor units, as text: JSON numbers lose digits. */
  readonly amountMinor: string
  readonly plugin: {
    readonly id: string
    readonly version: string
    readonly hash: string
    readonly paramsHash: string
    readonly code: string
  } | null
  readonly explanation: Readonly<Record<string, unknown>>
}

export interface StoredTax {
  readonly vatPercent: string | null
  readonly netMinor: string
  readonly vatMinor: string
  readonly grossMinor: string
}

/**
 * What came of one plugin of the price list. A failure is a fact of this bill: re-rating does not
 * find it again.
 */
export interface PluginRecord {
  readonly id: string
  readonly version: string
  readonly hash: string
  readonly paramsHash: string
  /** Facts and series as they were resolved for this bill; left out where it reads none. */
  readonly told?: Told
  readonly outcome: 'APPLIED' | 'NO_LINES' | 'FAILED'
  readonly cause?: PluginFailure
  readonly message?: string
}

export interface StoredBill {
  readonly currency: string
  readonly netMinor: string
  readonly vatMinor: string
  readonly grossMinor: string
  readonly lines: readonly StoredLine[]
  readonly taxes: readonly StoredTax[]
  readonly plugins: readonly PluginRecord[]
  readonly warnings: readonly string[]
}

export function storeBill(bill: ExplainedBill, plugins: readonly PluginRecord[]): StoredBill {
  return {
    currency: bill.currency,
    netMinor: bill.netMinor.toString(),
    vatMinor: bill.vatMinor.toString(),
    grossMinor: bill.grossMinor.toString(),
    lines: bill.lines.map(storeLine),
    taxes: bill.taxes.map(storeTax),
    plugins,
    warnings: bill.warnings,
  }
}

function storeLine(line: ExplainedLine): StoredLine {
  const { plugin } = line
  return {
    position: line.position,
    component: line.component,
    label: plugin ? plugin.labelKey : line.component,
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: line.unitPrice,
    vatPercent: line.vatPercent,
    taxSide: line.taxSide,
    amountMinor: line.amountMinor.toString(),
    plugin: plugin
      ? {
          id: plugin.id,
          version: plugin.version,
          hash: plugin.hash,
          paramsHash: plugin.paramsHash,
          code: plugin.code,
        }
      : null,
    explanation: { ...line.explanation, ...(plugin ? { labelArgs: plugin.labelArgs } : {}) },
  }
}

function storeTax(tax: TaxTotal): StoredTax {
  return {
    vatPercent: tax.vatPercent,
    netMinor: tax.net.toString(),
    vatMinor: tax.vat.toString(),
    grossMinor: tax.gross.toString(),
  }
}
