/** What a credit note says: an invoice negated line by line, or a part of it by VAT rate. Pure. */

import { type CreditBasis, type Reason, sayBasis } from '@wattline/tariffs'
import { type Decimal, decimal } from '@wattline/units'

import { rateName } from './components.js'
import { type RateShare, splitCredit } from './split-credit.js'

/** A line as stored; a credit line names the line it gives back. */
export interface CreditableLine {
  readonly id: string
  readonly sessionId: string | null
  readonly position: number
  readonly component: string
  readonly label: string
  readonly quantity: Decimal
  readonly unit: 'kWh' | 'h' | 'session'
  readonly unitPrice: Decimal | null
  readonly vatPercent: Decimal | null
  readonly taxSide: 'net' | 'gross'
  readonly amountMinor: bigint
  readonly pluginId: string | null
  readonly pluginVersion: string | null
  readonly pluginHash: string | null
  readonly paramsHash: string | null
}

export interface Creditable {
  readonly invoice: {
    readonly number: string
    readonly currency: string
    readonly grossMinor: bigint
  }
  readonly lines: readonly CreditableLine[]
  readonly taxes: readonly RateShare[]
  /** Taxes of earlier credit notes, below zero. */
  readonly creditedTaxes: readonly RateShare[]
  readonly creditedMinor: bigint
}

export type CreditLine = Omit<CreditableLine, 'id'> & {
  readonly creditsLineId: string | null
  readonly explanation: CreditExplanation
}

/** What a credit line says, as text and as the data that the text is made of. */
export type CreditExplanation = {
  readonly sentence: string
  readonly credits: string
  readonly basis: CreditBasis
  readonly reasons: readonly Reason[]
}

/** All amounts are below zero, or zero. */
export interface ComposedCredit {
  readonly netMinor: bigint
  readonly vatMinor: bigint
  readonly grossMinor: bigint
  readonly lines: readonly CreditLine[]
  readonly taxes: readonly RateShare[]
}

/**
 * `why` is told on every line. The whole of an invoice is negated as it stands: nothing is reckoned
 * again.
 */
export function composeCredit(
  document: Creditable,
  amountMinor: bigint,
  why: string,
): ComposedCredit {
  const whole = document.creditedMinor === 0n && amountMinor === document.invoice.grossMinor
  const taxes = (
    whole ? document.taxes : splitCredit(amountMinor, leftOf(document), document.invoice.currency)
  ).map(negated)
  const lines = whole
    ? document.lines.map(line => negatedLine(document, line, why))
    : taxes.map((tax, index) => partLine(document, { tax, position: index + 1, why }))
  return {
    netMinor: taxes.reduce((total, tax) => total + tax.netMinor, 0n),
    vatMinor: taxes.reduce((total, tax) => total + tax.vatMinor, 0n),
    grossMinor: taxes.reduce((total, tax) => total + tax.grossMinor, 0n),
    lines,
    taxes,
  }
}

/** What earlier credit notes left of each VAT rate. */
function leftOf({ taxes, creditedTaxes }: Creditable): RateShare[] {
  return taxes.map(tax => {
    const credited = creditedTaxes.filter(
      other => rateName(other.vatPercent) === rateName(tax.vatPercent),
    )
    return {
      vatPercent: tax.vatPercent,
      netMinor: credited.reduce((left, other) => left + other.netMinor, tax.netMinor),
      vatMinor: credited.reduce((left, other) => left + other.vatMinor, tax.vatMinor),
      grossMinor: credited.reduce((left, other) => left + other.grossMinor, tax.grossMinor),
    }
  })
}

function negated({ vatPercent, netMinor, vatMinor, grossMinor }: RateShare): RateShare {
  return { vatPercent, netMinor: -netMinor, vatMinor: -vatMinor, grossMinor: -grossMinor }
}

function negatedLine(document: Creditable, line: CreditableLine, why: string): CreditLine {
  const { id, ...rest } = line
  return {
    sessionId: rest.sessionId,
    position: rest.position,
    component: rest.component,
    label: rest.label,
    quantity: rest.quantity.neg(),
    unit: rest.unit,
    unitPrice: rest.unitPrice,
    vatPercent: rest.vatPercent,
    taxSide: rest.taxSide,
    amountMinor: -rest.amountMinor,
    pluginId: rest.pluginId,
    pluginVersion: rest.pluginVersion,
    pluginHash: rest.pluginHash,
    paramsHash: rest.paramsHash,
    creditsLineId: id,
    explanation: explainCredit({
      invoice: document.invoice.number,
      position: line.position,
      note: why,
    }),
  }
}

function partLine(
  document: Creditable,
  part: { readonly tax: RateShare; readonly position: number; readonly why: string },
): CreditLine {
  const { tax, position, why } = part
  return {
    sessionId: null,
    position,
    component: 'CREDIT',
    label: 'CREDIT',
    quantity: decimal('1'),
    unit: 'session',
    unitPrice: null,
    vatPercent: tax.vatPercent,
    taxSide: 'gross',
    amountMinor: tax.grossMinor,
    pluginId: null,
    pluginVersion: null,
    pluginHash: null,
    paramsHash: null,
    creditsLineId: null,
    explanation: explainCredit({ invoice: document.invoice.number, note: why }),
  }
}

function explainCredit(what: Omit<CreditBasis, 'kind'>): CreditExplanation {
  const basis = { kind: 'CREDIT', ...what } as const
  return { sentence: sayBasis(basis, 'EN'), credits: what.invoice, basis, reasons: [] }
}
