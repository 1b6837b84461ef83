/**
 * Drivers complain: some are given their money back by the policy, some not, and some wait for a
 * person.
 */

import { type Core, claimRefund, decideRefund, type RefundCause } from '@wattline/billing'
import { inScope } from '@wattline/database'
import { money } from '@wattline/units'

import type { Founded } from './found.js'

interface Complaint {
  readonly cause: RefundCause
  readonly note: string
  /** Of the invoice, in percent. */
  readonly percent: bigint
  /** Which paid invoices: without energy, or with. */
  readonly energy: 'none' | 'some'
  readonly count: number
}

const complaints: readonly Complaint[] = [
  {
    cause: 'no-energy',
    note: 'The charger showed an error and nothing happened.',
    percent: 100n,
    energy: 'none',
    count: 8,
  },
  {
    cause: 'overcharged',
    note: 'That is more than the app said.',
    percent: 100n,
    energy: 'some',
    count: 3,
  },
  {
    cause: 'goodwill',
    note: 'The barrier was closed and I waited twenty minutes.',
    percent: 50n,
    energy: 'some',
    count: 3,
  },
]

/** Makes the claims, each once. Returns how many. */
export async function makeClaims(core: Core, founded: Founded): Promise<number> {
  let made = 0
  for (const complaint of complaints) {
    for (const invoice of await invoicesFor(core, founded, complaint)) {
      const minor = (invoice.grossMinor * complaint.percent + 99n) / 100n
      await claimRefund(core, founded.staff, {
        invoiceId: invoice.id,
        cause: complaint.cause,
        note: complaint.note,
        amount: money(minor, founded.world.operator.currency),
        idempotencyKey: `claim ${complaint.cause} ${invoice.externalId}`,
      })
      made += 1
    }
  }
  return made
}

/** One of those that wait for a person is granted; the others go on waiting, to be looked at. */
export async function grantOne(core: Core, founded: Founded): Promise<void> {
  const decided = await ask<{ id: string }>(core, founded, {
    sql: `select id from refund where cause = 'goodwill' and decided_by is not null limit 1`,
  })
  if (decided.length > 0) return
  const [refund] = await ask<{ id: string }>(core, founded, {
    sql: `select id from refund where cause = 'goodwill' and state = 'for-person'
            order by id limit 1`,
  })
  if (!refund) return
  await decideRefund(core, founded.staff, {
    refundId: refund.id,
    approve: true,
    note: 'The barrier was indeed closed that morning.',
    idempotencyKey: `grant ${refund.id}`,
  })
}

/** The same invoices each time: the paid ones in the order of their sessions' names. */
async function invoicesFor(core: Core, founded: Founded, { energy, cause, count }: Complaint) {
  const found = await ask<{ id: string; gross_minor: string; external_id: string }>(core, founded, {
    sql: `select i.id, i.gross_minor, s.external_id
     from session s
     join invoice_session x on x.session_id = s.id
     join invoice i on i.id = x.invoice_id
     join payment p on p.invoice_id = i.id
     where s.source = 'import' and p.captured_minor > 0 and (s.energy_wh = 0) = $1
     order by md5(s.external_id || $2) limit $3`,
    parameters: [energy === 'none', cause, count],
  })
  return found.map(({ id, gross_minor, external_id }) => ({
    id,
    grossMinor: BigInt(gross_minor),
    externalId: external_id,
  }))
}

interface Question {
  readonly sql: string
  readonly parameters?: readonly unknown[]
}

async function ask<Row>(
  core: Core,
  { world }: Founded,
  { sql, parameters = [] }: Question,
): Promise<Row[]> {
  return inScope(core.db, [world.operator.id], tx => tx.query(sql, [...parameters]))
}
