/** Every recipe balances, sums to what happened, and is undone by its reversal. */

import { decimal, type Instant, money, Temporal } from '@wattline/units'
import fc from 'fast-check'

import { adyenClearing, debtorOf, receivable, revenueCharging, vatAccount } from './accounts.js'
import { type EntryStamp, effectOn, type JournalEntry, move, reverse } from './journal.js'
import {
  captured,
  captureFailed,
  creditNote,
  invoiceIssued,
  refunded,
  refundReversed,
  type TaxShare,
} from './recipes.js'

const at: Instant = Temporal.Instant.from('2026-03-02T10:00:00Z')
const stamp: EntryStamp = { id: 'entry-1', occurredAt: at, recordedAt: at }
const debtor = { kind: 'driver', id: 'd1' } as const
const claim = { debtor, country: 'DE', currency: 'EUR' }
const owed = receivable(debtor)

const cents = fc.bigInt(0n, 10n ** 15n)
const rates = fc.uniqueArray(fc.integer({ min: 0, max: 27 }), { minLength: 1, maxLength: 4 })
const taxesOf = (sign: 1n | -1n) =>
  rates.chain(percents =>
    fc.tuple(
      ...percents.map(percent =>
        fc.record({
          vatPercent: fc.constant(decimal(String(percent))),
          netMinor: cents.map(minor => sign * minor),
          vatMinor: cents.map(minor => sign * minor),
        }),
      ),
    ),
  )

function gross(taxes: readonly TaxShare[]): bigint {
  return taxes.reduce((total, tax) => total + tax.netMinor + tax.vatMinor, 0n)
}

function accountsOf({ postings }: JournalEntry): string[] {
  return [...new Set(postings.flatMap(({ debit, credit }) => [debit, credit]))]
}

function expectSound(entry: JournalEntry): void {
  for (const { debit, credit, amount } of entry.postings) {
    expect(amount.minor > 0n).toBe(true)
    expect(debit).not.toBe(credit)
  }
  const total = accountsOf(entry).reduce((sum, code) => sum + effectOn(code, entry.postings), 0n)
  expect(total).toBe(0n)
}

test('an invoice makes its debtor owe exactly its gross, to revenue and to each VAT rate', () => {
  fc.assert(
    fc.property(taxesOf(1n), taxes => {
      const entry = invoiceIssued(stamp, { ...claim, invoiceId: 'i1', taxes })
      expectSound(entry)
      expect(effectOn(owed, entry.postings)).toBe(gross(taxes))
      expect(effectOn(revenueCharging, entry.postings)).toBe(
        -taxes.reduce((total, tax) => total + tax.netMinor, 0n),
      )
      for (const tax of taxes) {
        const account = vatAccount('DE', tax.vatPercent)
        expect(effectOn(account, entry.postings)).toBe(-tax.vatMinor)
      }
    }),
  )
})

test('a credit note for the whole invoice leaves every account as it was', () => {
  fc.assert(
    fc.property(taxesOf(1n), taxes => {
      const issued = invoiceIssued(stamp, { ...claim, invoiceId: 'i1', taxes })
      const back = creditNote(stamp, {
        ...claim,
        creditNoteId: 'c1',
        taxes: taxes.map(tax => ({
          ...tax,
          netMinor: -tax.netMinor,
          vatMinor: -tax.vatMinor,
        })),
      })
      expectSound(back)
      const both = [...issued.postings, ...back.postings]
      for (const account of accountsOf(issued)) expect(effectOn(account, both)).toBe(0n)
    }),
  )
})

test('a credit note that would take more is a bug', () => {
  const taxes = [{ vatPercent: decimal('19'), netMinor: 100n, vatMinor: 19n }]
  expect(() => creditNote(stamp, { ...claim, creditNoteId: 'c1', taxes })).toThrow('not above zero')
})

test.each([
  ['captured', captured, 1n],
  ['capture-failed', captureFailed, -1n],
  ['refunded', refunded, -1n],
  ['refund-reversed', refundReversed, 1n],
] as const)('%s moves the amount between Adyen and the debtor', (kind, recipe, sign) => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 15n), minor => {
      const amount = money(minor, 'EUR')
      const entry = recipe(stamp, { debtor, amount, occasion: 'p1:0', paymentId: 'p1' })
      expectSound(entry)
      expect(entry).toMatchObject({ kind, reference: `${kind}:p1:0`, paymentId: 'p1' })
      expect(effectOn(adyenClearing, entry.postings)).toBe(sign * minor)
      expect(effectOn(owed, entry.postings)).toBe(-sign * minor)
    }),
  )
})

test('a reversal takes an entry back, and its own reversal brings it again', () => {
  fc.assert(
    fc.property(taxesOf(1n), taxes => {
      const entry = invoiceIssued(stamp, { ...claim, invoiceId: 'i1', taxes })
      const back = reverse(entry, { ...stamp, id: 'entry-2' })
      expectSound(back)
      for (const account of accountsOf(entry)) {
        expect(effectOn(account, [...entry.postings, ...back.postings])).toBe(0n)
      }
      expect(reverse(back, stamp).postings).toEqual(entry.postings)
      expect(back.reference).toBe('reversal:invoice:i1')
    }),
  )
})

test('zero moves nothing, and below zero moves the other way', () => {
  expect(move('a', 'b', money(0n, 'EUR'))).toEqual([])
  expect(move('a', 'b', money(-5n, 'EUR'))).toEqual(move('b', 'a', money(5n, 'EUR')))
  expect(() => move('a', 'a', money(5n, 'EUR'))).toThrow('two accounts')
})

test('accounts are named after who owes and which VAT it is', () => {
  expect(receivable(debtorOf({ driverId: 'd', partnerId: null }))).toBe('driver:d:receivable')
  expect(receivable(debtorOf({ driverId: 'd', partnerId: 'p' }))).toBe('partner:p:receivable')
  const nobody = debtorOf({ driverId: null, partnerId: null })
  expect(receivable(nobody)).toBe('debtor:unknown:receivable')
  expect(vatAccount('DE', decimal('19.00'))).toBe('vat:DE:19')
  expect(vatAccount('DK', null)).toBe('vat:DK:none')
})
