/** A journal entry as the SQL function `book_entries` takes it. */

import type { JournalEntry } from './journal.js'

export interface EntryJson {
  readonly id: string
  readonly kind: string
  readonly reference: string
  readonly occurredAt: string
  readonly recordedAt: string
  readonly sessionId: string | null
  readonly invoiceId: string | null
  readonly paymentId: string | null
  readonly refundId: string | null
  readonly postings: readonly {
    readonly debit: string
    readonly credit: string
    /** As text: JSON numbers lose digits beyond 2^53. */
    readonly amountMinor: string
    readonly currency: string
  }[]
}

export function entryJson(entry: JournalEntry): EntryJson {
  return {
    id: entry.id,
    kind: entry.kind,
    reference: entry.reference,
    occurredAt: entry.occurredAt.toString(),
    recordedAt: entry.recordedAt.toString(),
    sessionId: entry.sessionId ?? null,
    invoiceId: entry.invoiceId ?? null,
    paymentId: entry.paymentId ?? null,
    refundId: entry.refundId ?? null,
    postings: entry.postings.map(({ debit, credit, amount }) => ({
      debit,
      credit,
      amountMinor: amount.minor.toString(),
      currency: amount.currency,
    })),
  }
}
