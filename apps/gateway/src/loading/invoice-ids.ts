/** Finds which invoice each session stands on. */

import { InvoiceSession } from '@wattline/billing'
import { inScope, type Scope } from '@wattline/database'
import { type DataSource, In } from 'typeorm'

/** Sessions that are not billed are left out. */
export async function invoiceIdsOfSessions(
  db: DataSource,
  scope: Scope,
  sessionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await inScope(db, scope, tx =>
    tx.findBy(InvoiceSession, { sessionId: In([...sessionIds]) }),
  )
  return new Map(rows.map(({ sessionId, invoiceId }) => [sessionId, invoiceId]))
}
