/**
 * The facts of a billing run, and what follows from them: which fees differ, and whether everything
 * agrees.
 */

import type { BrokenRow } from './read-file.js'

/** One session's fee as it was recorded then and as we bill it now. */
export interface Fee {
  readonly sessionId: string
  /** By the clock of the session's zone. */
  readonly startedAt: string
  readonly durationSeconds: number
  readonly recordedMinor: bigint
  readonly oursMinor: bigint
}

export interface Facts {
  readonly file: string
  readonly profile: string
  readonly currency: string
  readonly rows: { readonly read: number; readonly broken: readonly BrokenRow[] }
  readonly imported: number
  readonly known: number
  /** State → how many. */
  readonly sessions: Readonly<Record<string, number>>
  readonly invoices: readonly {
    readonly currency: string
    readonly count: number
    readonly withoutFee: number
    readonly netMinor: string
    readonly vatMinor: string
    readonly grossMinor: string
  }[]
  /** State → how many. */
  readonly payments: Readonly<Record<string, number>>
  /** Code → in how many sessions. */
  readonly findings: Readonly<Record<string, number>>
  readonly book: readonly {
    readonly currency: string
    readonly debitMinor: bigint
    readonly creditMinor: bigint
    /** All that ever came in on `adyen:clearing`. */
    readonly clearingMinor: bigint
    readonly accounts: number
  }[]
  readonly provider: { readonly capturedMinor: bigint; readonly refundedMinor: bigint }
  readonly fees: readonly Fee[]
}

export function differing(fees: readonly Fee[]): Fee[] {
  return fees.filter(({ recordedMinor, oursMinor }) => recordedMinor !== oursMinor)
}

/** How the fees compare as a whole. */
export function sumUp(fees: readonly Fee[]) {
  const total = (pick: (fee: Fee) => bigint) => fees.reduce((sum, fee) => sum + pick(fee), 0n)
  const different = differing(fees).length
  return {
    compared: fees.length,
    equal: fees.length - different,
    different,
    recordedMinor: total(fee => fee.recordedMinor),
    oursMinor: total(fee => fee.oursMinor),
  }
}

/**
 * What keeps the run from being whole, in words; nothing when every session is billed, paid and
 * booked.
 */
export function findTroubles(facts: Facts): string[] {
  const { sessions, payments, invoices, book, provider } = facts
  const wanted = facts.rows.read - facts.rows.broken.length
  const invoiced = invoices.reduce((sum, { count }) => sum + count, 0)
  const uncollected = Object.entries(payments).filter(([state]) => state !== 'captured')
  const unbilled = Object.entries(sessions).filter(([state]) => state !== 'billed')
  const withFee = invoices.reduce((sum, { count, withoutFee }) => sum + count - withoutFee, 0)
  const captured = payments.captured ?? 0
  const clearing = book.find(({ currency }) => currency === facts.currency)?.clearingMinor ?? 0n
  return [
    ...unbilled.map(([state, count]) => `${count} sessions are ${state}, not billed`),
    ...(invoiced === wanted ? [] : [`${invoiced} invoices stand for ${wanted} sessions`]),
    ...(captured === withFee ? [] : [`${captured} of ${withFee} invoices with a fee are paid`]),
    ...uncollected.map(([state, count]) => `${count} payments are ${state}, not captured`),
    ...book
      .filter(({ debitMinor, creditMinor }) => debitMinor !== creditMinor)
      .map(({ currency }) => `the book does not balance in ${currency}`),
    ...(clearing === provider.capturedMinor
      ? []
      : [`the book has ${clearing} minor units captured, the provider ${provider.capturedMinor}`]),
  ]
}
