/**
 * Answers "why was I charged this?": a session from its readings to the book, as it was known when
 * it was invoiced and as it is known now.
 */

import { inScope, type Scope } from '@wattline/database'
import { entriesAbout, type JournalEntry } from '@wattline/ledger'
import type { SessionEnergy } from '@wattline/metering'

import type { Core } from '../core.js'
import { Invoice } from '../invoices/invoice.entity.js'
import { type InvoiceWithLines, readInvoices } from '../invoices/read-invoices.js'
import { Payment } from '../payments/payment.entity.js'
import { rateAgain } from '../pricing/price-as-of.js'
import type { PluginRecord, StoredBill } from '../pricing/stored-bill.js'
import { Refusal } from '../refusal.js'
import { Session } from '../sessions/session.entity.js'
import { comparableBill, comparableInvoice } from './comparable.js'
import { type Change, compare } from './compare.js'

export interface Charge {
  readonly session: Session
  /** What its readings prove, and which of them prove it. */
  readonly energy: SessionEnergy
  /** As known then: what was invoiced. Undefined until it is. */
  readonly invoice: InvoiceWithLines | undefined
  /** As known now: rated afresh from what is stored. Undefined where a plugin gives no price. */
  readonly now: StoredBill | undefined
  /** The plugin without which there is no price now. */
  readonly parkedBy: PluginRecord | undefined
  /** How now differs from then, inputs first: none, and they are the same to the last byte. */
  readonly changes: readonly Change[]
  /** All that the book holds of it, in the order written. */
  readonly entries: readonly JournalEntry[]
}

/** @throws Refusal `not-found` */
export async function whyCharged(core: Core, scope: Scope, sessionId: string): Promise<Charge> {
  const found = await find(core, scope, sessionId)
  const { session, invoiceId } = found
  const [[invoice], again, entries] = await Promise.all([
    invoiceId ? readInvoices(core.db, scope, [invoiceId]) : [],
    rateAgain(core, session.operatorId, sessionId),
    entriesAbout(core.db, scope, found),
  ])
  const now = again.priced.kind === 'priced' ? again.priced.bill : undefined
  return {
    session,
    energy: again.energy,
    invoice,
    now,
    parkedBy: again.priced.kind === 'parked' ? again.priced.plugin : undefined,
    changes: invoice
      ? [...inputsChanged(invoice, again.inputs), ...billChanged(invoice, sessionId, now)]
      : [],
    entries,
  }
}

/** The invoice, its credit notes, and whatever was paid for them. */
async function find(core: Core, scope: Scope, sessionId: string) {
  return inScope(core.db, scope, async tx => {
    const session = await tx.findOneBy(Session, { id: sessionId })
    if (!session) throw new Refusal('not-found', { what: 'session' })
    const [covered] = await tx.query<{ invoice_id: string }[]>(
      'select invoice_id from invoice_session where session_id = $1',
      [sessionId],
    )
    const invoiceId = covered?.invoice_id
    const notes = invoiceId ? await tx.findBy(Invoice, { creditsInvoiceId: invoiceId }) : []
    const payments = await tx.findBy(Payment, [
      { sessionId },
      ...(invoiceId ? [{ invoiceId }] : []),
    ])
    return {
      session,
      invoiceId,
      invoiceIds: invoiceId ? [invoiceId, ...notes.map(({ id }) => id)] : [],
      paymentIds: payments.map(({ id }) => id),
    }
  })
}

/** An invoice keeps what it was made from; what it did not keep then cannot differ now. */
function inputsChanged({ proof }: InvoiceWithLines, inputs: object): Change[] {
  const kept = Object.entries(inputs).filter(([name]) => name in proof)
  const then = Object.fromEntries(kept.map(([name]) => [name, proof[name]]))
  return compare(then, Object.fromEntries(kept), 'inputs')
}

function billChanged(
  invoice: InvoiceWithLines,
  sessionId: string,
  now: StoredBill | undefined,
): Change[] {
  const then = comparableInvoice(invoice, sessionId)
  return compare(then, now && comparableBill(now, invoice.sessionIds.length === 1), 'bill')
}
