/** Which postings each event makes: pure functions from what happened to a journal entry. */

import { assert, type Currency, type Decimal, type Money, money } from '@wattline/units'

import { adyenClearing, type Debtor, receivable, revenueCharging, vatAccount } from './accounts.js'
import {
  type EntryLinks,
  type EntryStamp,
  type JournalEntry,
  move,
  type Posting,
} from './journal.js'

/** One VAT rate of an invoice, or, with amounts below zero, of a credit note. */
export interface TaxShare {
  /** Null: no VAT applies, which is not the same as 0 %. */
  readonly vatPercent: Decimal | null
  readonly netMinor: bigint
  readonly vatMinor: bigint
}

/** A claim on a debtor, as an invoice or a credit note states it. */
export interface Claim {
  readonly debtor: Debtor
  /** ISO 3166-1 alpha-2: whose VAT it is. */
  readonly country: string
  readonly currency: Currency
  readonly taxes: readonly TaxShare[]
}

/** Money that moved at the payment provider. */
export interface Movement {
  readonly debtor: Debtor
  readonly amount: Money
  /** Tells this movement from every other of its kind: the intent, and which time it succeeded. */
  readonly occasion: string
}

/** The debtor owes net to revenue and VAT to the state. */
export function invoiceIssued(
  stamp: EntryStamp,
  invoice: Claim & { readonly invoiceId: string; readonly sessionId?: string | null },
): JournalEntry {
  return {
    ...stamp,
    kind: 'invoice-issued',
    reference: `invoice:${invoice.invoiceId}`,
    invoiceId: invoice.invoiceId,
    sessionId: invoice.sessionId ?? null,
    postings: claimPostings(invoice),
  }
}

/** The credited part of an invoice backwards: the credit note's own amounts are below zero. */
export function creditNote(
  stamp: EntryStamp,
  note: Claim & { readonly creditNoteId: string; readonly refundId?: string | null },
): JournalEntry {
  const aboveZero = note.taxes.some(tax => tax.netMinor + tax.vatMinor > 0n)
  assert(!aboveZero, 'a credit note gives back: its amounts are not above zero')
  return {
    ...stamp,
    kind: 'credit-note',
    reference: `credit-note:${note.creditNoteId}`,
    invoiceId: note.creditNoteId,
    refundId: note.refundId ?? null,
    postings: claimPostings(note),
  }
}

/** The provider took the money: Adyen holds it, the debtor owes it no longer. */
export function captured(stamp: EntryStamp, movement: Movement & EntryLinks): JournalEntry {
  return moved({ stamp, kind: 'captured', movement, into: 'clearing' })
}

/** A capture the scheme took back (Adyen's CAPTURE_FAILED): the debtor owes it again. */
export function captureFailed(stamp: EntryStamp, movement: Movement & EntryLinks): JournalEntry {
  return moved({ stamp, kind: 'capture-failed', movement, into: 'receivable' })
}

/** Money went back to the driver: what the credit note left us owing is paid. */
export function refunded(stamp: EntryStamp, movement: Movement & EntryLinks): JournalEntry {
  return moved({ stamp, kind: 'refunded', movement, into: 'receivable' })
}

/** A refund that came back (REFUND_FAILED, REFUNDED_REVERSED): we owe the driver again. */
export function refundReversed(stamp: EntryStamp, movement: Movement & EntryLinks): JournalEntry {
  return moved({ stamp, kind: 'refund-reversed', movement, into: 'clearing' })
}

function claimPostings({ debtor, country, currency, taxes }: Claim): Posting[] {
  const owed = receivable(debtor)
  const netMinor = taxes.reduce((total, tax) => total + tax.netMinor, 0n)
  return [
    ...move(owed, revenueCharging, money(netMinor, currency)),
    ...taxes.flatMap(tax =>
      move(owed, vatAccount(country, tax.vatPercent), money(tax.vatMinor, currency)),
    ),
  ]
}

function moved(event: {
  readonly stamp: EntryStamp
  readonly kind: 'captured' | 'capture-failed' | 'refunded' | 'refund-reversed'
  readonly movement: Movement & EntryLinks
  readonly into: 'clearing' | 'receivable'
}): JournalEntry {
  const { debtor, amount, occasion, ...links } = event.movement
  assert(amount.minor > 0n, `${event.kind} moves an amount above zero`)
  const owed = receivable(debtor)
  return {
    ...links,
    ...event.stamp,
    kind: event.kind,
    reference: `${event.kind}:${occasion}`,
    postings:
      event.into === 'clearing'
        ? move(adyenClearing, owed, amount)
        : move(owed, adyenClearing, amount),
  }
}
