/**
 * Gathers what became of a file's sessions: bills, money, book, provider, and every fee that
 * differs.
 */

import type { Core } from '@wattline/billing'
import { inScope } from '@wattline/database'
import { adyenClearing, trialBalance } from '@wattline/ledger'

import type { Facts, Fee } from './facts.js'

type Gathered = Pick<
  Facts,
  'sessions' | 'invoices' | 'payments' | 'findings' | 'book' | 'provider' | 'fees'
>

export interface Asked {
  readonly operatorId: string
  readonly currency: string
  readonly merchantAccount: string
  readonly simulatorUrl: string
  /** The sessions' ids in the file. */
  readonly sessionIds: readonly string[]
}

export async function gather(core: Core, asked: Asked): Promise<Gathered> {
  const { operatorId, sessionIds } = asked
  const count = async (sql: string) => {
    const found = await inScope(core.db, [operatorId], tx =>
      tx.query<{ name: string; count: string }[]>(sql, [sessionIds]),
    )
    return Object.fromEntries(found.map(({ name, count: n }) => [name, Number(n)]))
  }
  return {
    sessions: await count(sessionsByState),
    payments: await count(paymentsByState),
    findings: await count(findingsByCode),
    invoices: await inScope(core.db, [operatorId], tx =>
      tx.query(invoicesByCurrency, [sessionIds]),
    ),
    fees: await readFees(core, asked),
    book: await readBook(core, operatorId),
    provider: await readProvider(asked),
  }
}

async function readFees(core: Core, { operatorId, sessionIds }: Asked): Promise<Fee[]> {
  const found = await inScope(core.db, [operatorId], tx =>
    tx.query<Record<string, string>[]>(feesOfSessions, [sessionIds]),
  )
  return found.map(row => ({
    sessionId: row.external_id ?? '',
    startedAt: row.started_at ?? '',
    durationSeconds: Number(row.seconds),
    recordedMinor: BigInt(row.recorded_fee_minor ?? '0'),
    oursMinor: BigInt(row.gross_minor ?? '0'),
  }))
}

async function readBook(core: Core, operatorId: string): Promise<Facts['book']> {
  const balances = await trialBalance(core.db, [operatorId])
  return balances.map(({ currency, debitMinor, creditMinor, accounts }) => ({
    currency,
    debitMinor,
    creditMinor,
    clearingMinor: accounts.find(({ code }) => code === adyenClearing)?.debitMinor ?? 0n,
    accounts: accounts.length,
  }))
}

/** What the simulator took for this merchant account in the file's currency, in minor units. */
async function readProvider({ simulatorUrl, merchantAccount, currency }: Asked) {
  const answer = await fetch(new URL('/_sim/payments', simulatorUrl))
  if (!answer.ok) throw new Error(`The simulator answered ${answer.status} to its totals.`)
  const { totals } = (await answer.json()) as {
    totals: { merchantAccount: string; currency: string; captured: number; refunded: number }[]
  }
  const total = totals.find(
    each => each.merchantAccount === merchantAccount && each.currency === currency,
  )
  return {
    capturedMinor: BigInt(total?.captured ?? 0),
    refundedMinor: BigInt(total?.refunded ?? 0),
  }
}

const ours = `s.source = 'import' and s.external_id = any($1::text[])`

const billed = `session s
  join invoice_session x on x.session_id = s.id
  join invoice i on i.id = x.invoice_id`

const sessionsByState = `
  select s.state as name, count(*) from session s where ${ours} group by s.state`

const paymentsByState = `
  select p.state as name, count(*) from payment p join session s on s.id = p.session_id
  where ${ours} group by p.state`

const invoicesByCurrency = `
  select i.currency, count(*)::int as count,
         count(*) filter (where i.gross_minor = 0)::int as "withoutFee",
         sum(i.net_minor)::text as "netMinor", sum(i.vat_minor)::text as "vatMinor",
         sum(i.gross_minor)::text as "grossMinor"
  from ${billed}
  where ${ours} group by i.currency order by i.currency`

const findingsByCode = `
  select r.code as name, count(*) from irregularity r join session s on s.id = r.session_id
  where ${ours} group by r.code order by r.code`

const feesOfSessions = `
  select s.external_id, s.recorded_fee_minor, i.gross_minor,
         to_char(s.started_at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI:SS') as started_at,
         extract(epoch from s.ended_at - s.started_at)::bigint as seconds
  from ${billed}
  where ${ours} and s.recorded_fee_minor is not null
  order by s.started_at, s.external_id`
