/** Reads the book: what stands on an account, and that all accounts together come to nothing. */

import { inScope, type Scope } from '@wattline/database'
import { type Currency, type Instant, type Money, money } from '@wattline/units'
import type { DataSource, EntityManager } from 'typeorm'

/** One account. A balance is debits less credits: above zero, the account owes us or is ours. */
export interface AccountBalance {
  readonly code: string
  readonly currency: Currency
  readonly debitMinor: bigint
  readonly creditMinor: bigint
  readonly balanceMinor: bigint
}

/** All accounts of one currency. Debits equal credits at every instant, or the book is broken. */
export interface TrialBalance {
  readonly currency: Currency
  readonly debitMinor: bigint
  readonly creditMinor: bigint
  readonly accounts: readonly AccountBalance[]
}

interface Row {
  code: string
  currency: string
  debit: string
  credit: string
}

/** The trial balance of the operators in scope, one for each currency; accounts by code. */
export async function trialBalance(db: DataSource, scope: Scope): Promise<TrialBalance[]> {
  const rows = await inScope(db, scope, tx =>
    tx.query<Row[]>(
      `select a.code, a.currency, sum(side.debit) as debit, sum(side.credit) as credit
       from (select debit_account_id as account_id, amount_minor as debit, 0 as credit from posting
             union all
             select credit_account_id, 0, amount_minor from posting) side
       join ledger_account a on a.id = side.account_id
       group by a.code, a.currency order by a.currency, a.code`,
    ),
  )
  const byCurrency = new Map<string, AccountBalance[]>()
  for (const row of rows) {
    byCurrency.set(row.currency, [...(byCurrency.get(row.currency) ?? []), balanceIn(row)])
  }
  return [...byCurrency].map(([currency, accounts]) => ({
    currency,
    debitMinor: accounts.reduce((total, account) => total + account.debitMinor, 0n),
    creditMinor: accounts.reduce((total, account) => total + account.creditMinor, 0n),
    accounts,
  }))
}

/**
 * The balance of one account, debits less credits, as the book stood at an instant (by default:
 * now).
 */
export async function balanceOf(
  tx: EntityManager,
  account: { readonly operatorId: string; readonly code: string; readonly currency: Currency },
  recordedUntil?: Instant,
): Promise<Money> {
  const [row] = await tx.query<{ balance: string }[]>(
    `select coalesce(sum(case when p.debit_account_id = a.id then p.amount_minor else -p.amount_minor end), 0) as balance
     from ledger_account a
     join posting p on a.id in (p.debit_account_id, p.credit_account_id)
     join journal_entry e on e.id = p.entry_id
     where a.operator_id = $1 and a.code = $2 and a.currency = $3
       and ($4::timestamptz is null or e.recorded_at <= $4)`,
    [account.operatorId, account.code, account.currency, recordedUntil?.toString() ?? null],
  )
  return money(BigInt(row?.balance ?? '0'), account.currency)
}

function balanceIn(row: Row): AccountBalance {
  const [debitMinor, creditMinor] = [BigInt(row.debit), BigInt(row.credit)]
  return {
    code: row.code,
    currency: row.currency,
    debitMinor,
    creditMinor,
    balanceMinor: debitMinor - creditMinor,
  }
}
