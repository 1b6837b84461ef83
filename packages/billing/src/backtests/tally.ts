/**
 * Adds up how prices moved, page by page: plain data all through, so that it can be stored after
 * each page and gone on with. Pure.
 */

import type { Change, FailedPlugin, PlainLine } from './change.js'
import { barByAmount, barByShare, bars } from './spread.js'

/** Minor units as text: JSON numbers lose digits. */
export interface Sums {
  readonly sessions: number
  readonly netMinor: string
  readonly vatMinor: string
  readonly grossMinor: string
}

/** One session at an end of the list. */
export interface Case {
  readonly sessionId: string
  readonly invoiceId: string
  readonly billedMinor: string
  readonly draftMinor: string
  /** The draft's lines; those that were billed stand on the invoice. */
  readonly draftLines: readonly PlainLine[]
}

/** Gross, of sessions that started in one hour of the site's day. */
export interface HourSums {
  readonly sessions: number
  readonly billedMinor: string
  readonly draftMinor: string
}

/**
 * Sessions billed in this currency that the draft prices in it as well, and what became of them.
 */
export interface Movement {
  readonly less: number
  readonly same: number
  readonly more: number
  /** Sessions a bar, as `barsOf` orders them. */
  readonly byShare: readonly number[]
  readonly byAmount: readonly number[]
  /** By the hour in which the session started, site time: 24 of them. */
  readonly byHour: readonly HourSums[]
  /** The ten that would have gained most, the most first. */
  readonly mostLess: readonly Case[]
  readonly mostMore: readonly Case[]
}

export interface CurrencyTally {
  /** All sessions billed in it that the draft gives a price. */
  readonly billed: Sums
  /** All sessions the draft prices in it. */
  readonly draft: Sums
  readonly moved: Movement
}

/** Sessions with the same trouble from the same plugin. */
export interface FailureTally extends FailedPlugin {
  readonly sessions: number
  /** Of those, how many were left without a price. */
  readonly unpriced: number
  /** One of them, to look into. */
  readonly sessionId: string
}

export interface Tally {
  /** All that were looked at. */
  readonly sessions: number
  readonly priced: number
  /** Priced in another currency than they were billed in: counted, and not compared. */
  readonly otherCurrency: number
  readonly capped: number
  readonly currencies: Readonly<Record<string, CurrencyTally>>
  readonly failures: readonly FailureTally[]
  readonly warnings: readonly { readonly text: string; readonly sessions: number }[]
}

/** Cases kept at each end. */
const casesKept = 10
/** Different failures and warnings that are told apart; what comes later is left out. */
const kindsKept = 50

export const emptyTally: Tally = {
  sessions: 0,
  priced: 0,
  otherCurrency: 0,
  capped: 0,
  currencies: {},
  failures: [],
  warnings: [],
}

/** The tally with more sessions in it: the same, however they are split into pages. */
export function addToTally(tally: Tally, changes: readonly Change[]): Tally {
  const open = structuredClone(tally) as Open<Tally>
  for (const change of changes) add(open, change)
  return open
}

/** While it is added to. */
type Open<T> = T extends object ? { -readonly [K in keyof T]: Open<T[K]> } : T

function add(tally: Open<Tally>, change: Change): void {
  const { billed, draft } = change
  tally.sessions += 1
  for (const failure of change.failures) addFailure(tally.failures, failure, change)
  for (const text of new Set(change.warnings)) addWarning(tally.warnings, text)
  if (!draft) return
  tally.priced += 1
  if (change.isCapped) tally.capped += 1
  addSums(currencyOf(tally, billed.currency).billed, billed)
  addSums(currencyOf(tally, draft.currency).draft, draft)
  if (billed.currency !== draft.currency) tally.otherCurrency += 1
  else addMoved(currencyOf(tally, billed.currency).moved, change, draft.grossMinor)
}

function currencyOf(tally: Open<Tally>, currency: string): Open<CurrencyTally> {
  const known = tally.currencies[currency]
  if (known) return known
  const nothing = { sessions: 0, netMinor: '0', vatMinor: '0', grossMinor: '0' }
  const hour = { sessions: 0, billedMinor: '0', draftMinor: '0' }
  const fresh = {
    billed: { ...nothing },
    draft: { ...nothing },
    moved: {
      less: 0,
      same: 0,
      more: 0,
      byShare: Array<number>(bars).fill(0),
      byAmount: Array<number>(bars).fill(0),
      byHour: Array.from({ length: 24 }, () => ({ ...hour })),
      mostLess: [],
      mostMore: [],
    },
  }
  tally.currencies[currency] = fresh
  return fresh
}

const plus = (text: string, minor: bigint): string => (BigInt(text) + minor).toString()

function addSums(sums: Open<Sums>, amounts: Change['billed']): void {
  sums.sessions += 1
  sums.netMinor = plus(sums.netMinor, amounts.netMinor)
  sums.vatMinor = plus(sums.vatMinor, amounts.vatMinor)
  sums.grossMinor = plus(sums.grossMinor, amounts.grossMinor)
}

function addMoved(moved: Open<Movement>, change: Change, draftMinor: bigint): void {
  const billedMinor = change.billed.grossMinor
  const difference = draftMinor - billedMinor
  moved[difference === 0n ? 'same' : difference < 0n ? 'less' : 'more'] += 1
  count(moved.byShare, barByShare(billedMinor, difference))
  count(moved.byAmount, barByAmount(difference))
  const hour = moved.byHour[change.startHour]
  if (hour) {
    hour.sessions += 1
    hour.billedMinor = plus(hour.billedMinor, billedMinor)
    hour.draftMinor = plus(hour.draftMinor, draftMinor)
  }
  if (difference < 0n) keepCase(moved.mostLess, change, { draftMinor, size: -difference })
  if (difference > 0n) keepCase(moved.mostMore, change, { draftMinor, size: difference })
}

function count(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1
}

const sizeOf = ({ billedMinor, draftMinor }: Case): bigint => {
  const difference = BigInt(draftMinor) - BigInt(billedMinor)
  return difference < 0n ? -difference : difference
}

/** Equal ones stay in the order in which they came. */
function keepCase(
  cases: Open<Case>[],
  { sessionId, invoiceId, billed, draftLines }: Change,
  { draftMinor, size }: { readonly draftMinor: bigint; readonly size: bigint },
): void {
  const place = cases.findIndex(one => sizeOf(one) < size)
  if (place < 0 && cases.length >= casesKept) return
  cases.splice(place < 0 ? cases.length : place, 0, {
    sessionId,
    invoiceId,
    billedMinor: billed.grossMinor.toString(),
    draftMinor: draftMinor.toString(),
    draftLines: structuredClone(draftLines()) as Open<PlainLine>[],
  })
  cases.length = Math.min(cases.length, casesKept)
}

function addFailure(failures: Open<FailureTally>[], failed: FailedPlugin, change: Change): void {
  const { plugin, version, cause } = failed
  const unpriced = change.draft ? 0 : 1
  const known = failures.find(
    one => one.plugin === plugin && one.version === version && one.cause === cause,
  )
  if (known) {
    known.sessions += 1
    known.unpriced += unpriced
  } else if (failures.length < kindsKept) {
    failures.push({ ...failed, sessions: 1, unpriced, sessionId: change.sessionId })
  }
}

function addWarning(warnings: Open<Tally['warnings'][number]>[], text: string): void {
  const known = warnings.find(one => one.text === text)
  if (known) known.sessions += 1
  else if (warnings.length < kindsKept) warnings.push({ text, sessions: 1 })
}
