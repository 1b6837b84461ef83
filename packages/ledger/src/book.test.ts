/**
 * The book in Postgres: entries once, balances true, and everything that would break it refused by
 * the database.
 */

import { randomUUID } from 'node:crypto'

import { connect, inScope, prepareDatabase, sqlState } from '@wattline/database'
import { type TestDatabase, testDatabase } from '@wattline/test-support'
import { decimal, money, Temporal } from '@wattline/units'
import type { DataSource, EntityManager } from 'typeorm'

import { balanceOf, trialBalance } from './balances.js'
import { entriesAbout } from './entries.js'
import type { JournalEntry } from './journal.js'
import { BookedEntry } from './journal-entry.entity.js'
import { LedgerAccount } from './ledger-account.entity.js'
import { post } from './post.js'
import { BookedPosting } from './posting.entity.js'
import { captured, invoiceIssued } from './recipes.js'

let database: TestDatabase
let db: DataSource
let owner: DataSource
let operatorId: string
let otherId: string

beforeAll(async () => {
  database = await testDatabase('ledger')
  const passwords = { gateway: 'test-gateway', worker: 'test-worker' }
  const urls = await prepareDatabase({ adminUrl: database.url, passwords })
  const entities = [LedgerAccount, BookedEntry, BookedPosting]
  db = await connect({ url: urls.workerUrl, entities, applicationName: 'ledger-test' })
  owner = await connect({ url: urls.ownerUrl, applicationName: 'ledger-test' })
})
afterAll(async () => {
  await Promise.all([db.destroy(), owner.destroy()])
  await database.drop()
})
beforeEach(async () => {
  operatorId = await addOperator()
  otherId = await addOperator()
})

async function addOperator(): Promise<string> {
  const id = randomUUID()
  await owner.query(
    `insert into operator (id, name, country, currency, time_zone, merchant_account, invoice_prefix, refund_policy,
                           created_at)
     values ($1, 'Operator', 'DE', 'EUR', 'Europe/Berlin', 'Merchant', 'OP', '{}', now())`,
    [id],
  )
  return id
}

const start = Temporal.Instant.from('2026-03-02T10:00:00Z')
const later = start.add({ hours: 1 })
const debtor = { kind: 'driver', id: 'd1' } as const

function invoice(invoiceId = randomUUID()): JournalEntry {
  const taxes = [{ vatPercent: decimal('19'), netMinor: 1000n, vatMinor: 190n }]
  const stamp = { id: randomUUID(), occurredAt: start, recordedAt: start }
  return invoiceIssued(stamp, { invoiceId, debtor, country: 'DE', currency: 'EUR', taxes })
}

function payment(minor = 1190n): JournalEntry {
  const stamp = { id: randomUUID(), occurredAt: later, recordedAt: later }
  return captured(stamp, { debtor, amount: money(minor, 'EUR'), occasion: randomUUID() })
}

const book = (...entries: readonly JournalEntry[]) =>
  inScope(db, [operatorId], tx => post(tx, operatorId, entries))

/** The SQLSTATE work is refused with, under the worker's role and in this operator's scope. */
async function refusal(work: (tx: EntityManager) => Promise<unknown>): Promise<string | undefined> {
  try {
    await inScope(db, [operatorId], work)
    return undefined
  } catch (error) {
    return sqlState(error)
  }
}

const refusedWith = (sql: string, parameters: unknown[] = []) =>
  refusal(tx => tx.query(sql, parameters))

test('an event is booked once, however often and however many at once it is told', async () => {
  const entry = invoice()
  expect(await book(entry)).toBe(1)
  expect(await book(entry)).toBe(0)
  expect(await book({ ...entry, id: randomUUID() })).toBe(0)
  const more = payment()
  const told = await Promise.all(
    Array.from({ length: 8 }, () => book({ ...more, id: randomUUID() })),
  )
  expect(told.reduce((sum, booked) => sum + booked, 0)).toBe(1)
  const [trial] = await trialBalance(db, [operatorId])
  expect(trial).toMatchObject({ currency: 'EUR', debitMinor: 2380n, creditMinor: 2380n })
})

test('an entry without postings is not booked', async () => {
  expect(await book({ ...invoice(), postings: [] })).toBe(0)
  expect(await book()).toBe(0)
})

test('balances say what stands on an account, also as the book stood before', async () => {
  await book(invoice(), payment(400n))
  const [trial] = await trialBalance(db, [operatorId])
  expect(
    Object.fromEntries(trial?.accounts.map(one => [one.code, one.balanceMinor]) ?? []),
  ).toEqual({
    'adyen:clearing': 400n,
    'driver:d1:receivable': 790n,
    'revenue:charging': -1000n,
    'vat:DE:19': -190n,
  })
  const account = { operatorId, code: 'driver:d1:receivable', currency: 'EUR' }
  const asked = await inScope(db, [operatorId], async tx => [
    await balanceOf(tx, account),
    await balanceOf(tx, account, start),
    await balanceOf(tx, { ...account, code: 'losses:none' }),
  ])
  expect(asked).toEqual([money(790n, 'EUR'), money(1190n, 'EUR'), money(0n, 'EUR')])
})

test('amounts beyond 2^53 are kept to the cent', async () => {
  await book(payment(9_007_199_254_740_993n))
  const [trial] = await trialBalance(db, [operatorId])
  expect(trial?.debitMinor).toBe(9_007_199_254_740_993n)
})

test('currencies balance apart', async () => {
  const yen = { ...payment(), reference: 'yen', postings: [] as JournalEntry['postings'] }
  await book(payment(), {
    ...yen,
    postings: [{ debit: 'a', credit: 'b', amount: money(7n, 'JPY') }],
  })
  const trials = await trialBalance(db, [operatorId])
  expect(trials.map(({ currency, debitMinor }) => [currency, debitMinor])).toEqual([
    ['EUR', 1190n],
    ['JPY', 7n],
  ])
})

test.each(['posting', 'journal_entry', 'ledger_account'])('%s only grows', async table => {
  await book(invoice())
  // The worker has no right to, and the trigger refuses the owner too.
  expect(await refusedWith(`delete from ${table}`)).toBe('42501')
  expect(await refusedWith(`truncate ${table} cascade`)).toBe('42501')
  const changes = [`update ${table} set operator_id = operator_id`, `delete from ${table}`]
  for (const change of [...changes, `truncate ${table} cascade`]) {
    await expect(owner.query(change)).rejects.toThrow('only grows')
  }
})

describe('a posting', () => {
  let [debit, credit, yen, foreign]: string[] = []

  async function account(of: string, currency: string): Promise<string> {
    const [row] = await inScope(db, [of], tx =>
      tx.query<{ id: string }[]>(
        'insert into ledger_account (operator_id, code, currency) values ($1, $2, $3) returning id',
        [of, randomUUID(), currency],
      ),
    )
    return row?.id ?? ''
  }

  beforeEach(async () => {
    debit = await account(operatorId, 'EUR')
    credit = await account(operatorId, 'EUR')
    yen = await account(operatorId, 'JPY')
    foreign = await account(otherId, 'EUR')
  })

  interface Values {
    readonly from?: string
    readonly to?: string
    readonly minor?: string
    readonly operator?: string
  }

  const insert = (tx: EntityManager, entryId: string, values: Values = {}) =>
    tx.query(
      `insert into posting (operator_id, entry_id, position, debit_account_id, credit_account_id, amount_minor, currency)
       values ($1, $2, 9, $3, $4, $5, 'EUR')`,
      [
        values.operator ?? operatorId,
        entryId,
        values.from ?? debit,
        values.to ?? credit,
        values.minor ?? '1',
      ],
    )

  /** Added to an entry in the transaction that writes the entry. */
  const added = (values: Values) =>
    refusal(async tx => {
      const entry = invoice()
      await post(tx, operatorId, [entry])
      await insert(tx, entry.id, values)
    })

  test('between two accounts of one operator and currency is taken', async () => {
    expect(await added({})).toBeUndefined()
  })

  test('under an entry that stands in the book already is refused, though it balances', async () => {
    const entry = invoice()
    await book(entry)
    expect(await refusal(tx => insert(tx, entry.id))).toBe('WL003')
    const both = refusal(async tx => {
      await post(tx, operatorId, [payment()])
      await insert(tx, entry.id)
    })
    expect(await both).toBe('WL003')
    const [trial] = await trialBalance(db, [operatorId])
    expect(trial?.debitMinor).toBe(1190n)
  })

  test('cannot be prepared for by an entry that names another transaction', async () => {
    const sql = `insert into journal_entry (id, operator_id, kind, reference, occurred_at, recorded_at, written_in)
                 values (gen_random_uuid(), $1, 'captured', 'forged', now(), now(), 1)`
    expect(await refusedWith(sql, [operatorId])).toBe('42501')
  })

  test.each(['0', '-1'])('of %s is refused', async minor => {
    expect(await added({ minor })).toBe('23514')
  })

  test('from an account to itself is refused', async () => {
    expect(await added({ to: debit ?? '' })).toBe('23514')
  })

  test('across currencies is refused', async () => {
    expect(await added({ to: yen ?? '' })).toBe('23503')
  })

  test('to another operator’s account is refused', async () => {
    expect(await added({ to: foreign ?? '' })).toBe('23503')
  })

  test('in another operator’s book is refused', async () => {
    expect(await added({ operator: otherId })).toBe('42501')
  })
})

test('an operator sees its own book alone', async () => {
  await book(invoice())
  expect(await trialBalance(db, [otherId])).toEqual([])
  expect(await trialBalance(db, [])).toEqual([])
  const seen = await inScope(db, [otherId], tx => tx.find(BookedPosting))
  expect(seen).toEqual([])
  const mine = await inScope(db, [operatorId], tx => tx.find(BookedPosting))
  expect(mine.map(({ amountMinor }) => amountMinor).sort()).toEqual([1000n, 190n])
})

test('a book of two operators in one scope adds up as one', async () => {
  await book(invoice())
  await inScope(db, [otherId], tx => post(tx, otherId, [invoice()]))
  const [trial] = await trialBalance(db, [operatorId, otherId])
  expect(trial).toMatchObject({ debitMinor: 2380n, creditMinor: 2380n })
})

test('the entries about an invoice or a payment are read as they were written', async () => {
  const invoiceId = randomUUID()
  const paymentId = randomUUID()
  const issued = invoice(invoiceId)
  const paid = { ...payment(), invoiceId, paymentId }
  await book(paid, issued, invoice())
  const asked = (invoiceIds: string[], paymentIds: string[]) =>
    entriesAbout(db, [operatorId], { invoiceIds, paymentIds })
  const found = await asked([invoiceId], [])
  expect(found.map(({ id }) => id)).toEqual([issued.id, paid.id])
  expect(found[0]).toEqual({ ...issued, sessionId: null, paymentId: null, refundId: null })
  expect((await asked([], [paymentId])).map(({ id }) => id)).toEqual([paid.id])
  expect(await asked([], [])).toEqual([])
  const ofOthers = { invoiceIds: [invoiceId], paymentIds: [paymentId] }
  expect(await entriesAbout(db, [otherId], ofOthers)).toEqual([])
})
