/** A journal entry and its postings: one event in the book, and the movements it is made of. */

import { assert, type Instant, type Money } from '@wattline/units'

export type EntryKind =
  | 'invoice-issued'
  | 'captured'
  | 'capture-failed'
  | 'credit-note'
  | 'refunded'
  | 'refund-reversed'
  | 'reversal'

/** One movement, from a debit account to a credit account. The amount is above zero. */
export interface Posting {
  readonly debit: string
  readonly credit: string
  readonly amount: Money
}

/** What an entry is about; the book opens to these. */
export interface EntryLinks {
  readonly sessionId?: string | null
  readonly invoiceId?: string | null
  readonly paymentId?: string | null
  readonly refundId?: string | null
}

export interface JournalEntry extends EntryLinks {
  readonly id: string
  readonly kind: EntryKind
  /** Names the event: the book takes each reference of an operator once. */
  readonly reference: string
  /** When it happened in the world. */
  readonly occurredAt: Instant
  /** When we wrote it down. */
  readonly recordedAt: Instant
  readonly postings: readonly Posting[]
}

/** What an entry gets from the moment it is written in. */
export type EntryStamp = Pick<JournalEntry, 'id' | 'occurredAt' | 'recordedAt'>

/**
 * The movement of an amount: nothing for zero, the other way round for an amount below zero.
 *
 * Amounts in the book are positive; direction alone says which way they went.
 */
export function move(debit: string, credit: string, amount: Money): Posting[] {
  assert(debit !== credit, `a movement needs two accounts, not ${debit} twice`)
  if (amount.minor === 0n) return []
  return amount.minor > 0n
    ? [{ debit, credit, amount }]
    : [{ debit: credit, credit: debit, amount: { ...amount, minor: -amount.minor } }]
}

/** The entry that takes another back. The book only grows, so this is the one way to correct it. */
export function reverse(entry: JournalEntry, stamp: EntryStamp): JournalEntry {
  return {
    ...entry,
    ...stamp,
    kind: 'reversal',
    reference: `reversal:${entry.reference}`,
    postings: swapSides(entry.postings),
  }
}

/** The same movements backwards. */
export function swapSides(postings: readonly Posting[]): Posting[] {
  return postings.map(({ debit, credit, amount }) => ({ debit: credit, credit: debit, amount }))
}

/**
 * What postings add to an account: debits less credits, in minor units. They are of one currency.
 */
export function effectOn(account: string, postings: readonly Posting[]): bigint {
  return postings.reduce((effect, { debit, credit, amount }) => {
    if (debit === account) return effect + amount.minor
    return credit === account ? effect - amount.minor : effect
  }, 0n)
}
