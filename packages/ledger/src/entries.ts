/** Reads the entries of the book that are about certain documents, as they were written. */

import { inScope, type Scope } from '@wattline/database'
import { type Currency, money, Temporal } from '@wattline/units'
import type { DataSource } from 'typeorm'

import type { EntryKind, JournalEntry } from './journal.js'

/** An entry is found by any of them. */
export interface EntriesAsked {
  /** Invoices and credit notes. */
  readonly invoiceIds: readonly string[]
  readonly paymentIds: readonly string[]
}

interface Row {
  id: string
  kind: EntryKind
  reference: string
  occurred_at: string
  recorded_at: string
  session_id: string | null
  invoice_id: string | null
  payment_id: string | null
  refund_id: string | null
  postings: { debit: string; credit: string; minor: string; currency: Currency }[]
}

/** In the order in which they were written down. */
export async function entriesAbout(
  db: DataSource,
  scope: Scope,
  { invoiceIds, paymentIds }: EntriesAsked,
): Promise<JournalEntry[]> {
  const rows = await inScope(db, scope, tx =>
    tx.query<Row[]>(
      `select e.id, e.kind, e.reference, to_json(e.occurred_at) #>> '{}' as occurred_at,
              to_json(e.recorded_at) #>> '{}' as recorded_at, e.session_id, e.invoice_id, e.payment_id, e.refund_id,
              jsonb_agg(jsonb_build_object('debit', d.code, 'credit', c.code, 'minor', p.amount_minor::text,
                                           'currency', p.currency) order by p.position) as postings
       from journal_entry e
       join posting p on p.entry_id = e.id
       join ledger_account d on d.id = p.debit_account_id
       join ledger_account c on c.id = p.credit_account_id
       where e.invoice_id = any($1) or e.payment_id = any($2)
       group by e.id order by e.recorded_at, e.id`,
      [invoiceIds, paymentIds],
    ),
  )
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    reference: row.reference,
    occurredAt: Temporal.Instant.from(row.occurred_at),
    recordedAt: Temporal.Instant.from(row.recorded_at),
    sessionId: row.session_id,
    invoiceId: row.invoice_id,
    paymentId: row.payment_id,
    refundId: row.refund_id,
    postings: row.postings.map(({ debit, credit, minor, currency }) => ({
      debit,
      credit,
      amount: money(BigInt(minor), currency),
    })),
  }))
}
