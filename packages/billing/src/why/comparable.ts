/**
 * Brings a bill and the invoice that was written from it to one form, so that they can be compared.
 */

import { decimal } from '@wattline/units'

import type { InvoiceWithLines } from '../invoices/read-invoices.js'
import type { StoredBill } from '../pricing/stored-bill.js'

/** The part of an invoice that is about one session; totals where it covers no other. */
export function comparableInvoice(invoice: InvoiceWithLines, sessionId: string): unknown {
  const lines = invoice.lines.filter(line => line.sessionId === sessionId)
  return {
    lines: lines.map(({ pluginId, pluginVersion, pluginHash, paramsHash, ...line }) => ({
      ...figuresOf(line),
      plugin: pluginId === null ? null : [pluginId, pluginVersion, pluginHash, paramsHash],
    })),
    ...(invoice.sessionIds.length === 1 ? totalsOf(invoice) : {}),
  }
}

export function comparableBill(bill: StoredBill, withTotals: boolean): unknown {
  return {
    lines: bill.lines.map(({ plugin, ...line }) => ({
      ...figuresOf(line),
      plugin: plugin && [plugin.id, plugin.version, plugin.hash, plugin.paramsHash],
    })),
    ...(withTotals ? totalsOf(bill) : {}),
  }
}

type Line = Pick<
  StoredBill['lines'][number],
  'component' | 'label' | 'unit' | 'taxSide' | 'explanation'
> & {
  readonly quantity: Figure
  readonly unitPrice: Figure | null
  readonly vatPercent: Figure | null
  readonly amountMinor: bigint | string
}

type Figure = string | { toFixed(): string }

function figuresOf(line: Omit<Line, 'component'> & { readonly component: string }) {
  const { component, label, unit, taxSide, explanation } = line
  return {
    component,
    label,
    unit,
    taxSide,
    explanation,
    quantity: plain(line.quantity),
    unitPrice: plain(line.unitPrice),
    vatPercent: plain(line.vatPercent),
    amountMinor: String(line.amountMinor),
  }
}

interface Totals {
  readonly currency: string
  readonly netMinor: bigint | string
  readonly vatMinor: bigint | string
  readonly grossMinor: bigint | string
  readonly taxes: readonly {
    readonly vatPercent: Figure | null
    readonly netMinor: bigint | string
    readonly vatMinor: bigint | string
    readonly grossMinor: bigint | string
  }[]
}

function totalsOf({ currency, taxes, ...total }: Totals) {
  const amounts = (of: Omit<Totals, 'currency' | 'taxes'>) => ({
    netMinor: String(of.netMinor),
    vatMinor: String(of.vatMinor),
    grossMinor: String(of.grossMinor),
  })
  return {
    currency,
    ...amounts(total),
    taxes: taxes.map(tax => ({ vatPercent: plain(tax.vatPercent), ...amounts(tax) })),
  }
}

/** `0.50` and `0.5` are one figure. */
function plain(figure: Figure | null): string | null {
  if (figure === null) return null
  return decimal(typeof figure === 'string' ? figure : figure.toFixed()).toFixed()
}
