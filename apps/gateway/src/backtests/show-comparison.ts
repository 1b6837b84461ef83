/** Shows a tally with its minor units as money. */

import {
  amountEdgesMinor,
  type Bar,
  barsOf,
  type Case,
  type CurrencyTally,
  type PlainLine,
  type Sums,
  shareEdgesBp,
  type Tally,
} from '@wattline/billing'

import { type MoneyType, showMoney } from '../values/money.type.js'
import type {
  ComparedSumsType,
  CurrencyComparisonType,
  Direction,
  DraftLineType,
  PriceCaseType,
  PriceComparisonType,
} from './comparison.type.js'

export function showComparison(tally: Tally): PriceComparisonType {
  const currencies = Object.entries(tally.currencies)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(showCurrency)
  return { ...tally, currencies }
}

function showCurrency([currency, of]: [string, CurrencyTally]): CurrencyComparisonType {
  const { less, same, more, byShare, byAmount, byHour, mostLess, mostMore } = of.moved
  const cases = (all: readonly Case[]) => all.map(one => showCase(one, currency))
  return {
    currency,
    billed: showSums(of.billed, currency),
    draft: showSums(of.draft, currency),
    less,
    same,
    more,
    byShare: barsOf(shareEdgesBp).map((bar, index) => ({
      direction: directionOf(bar),
      fromBp: bar.from,
      untilBp: bar.until,
      sessions: byShare[index] ?? 0,
    })),
    byAmount: barsOf(amountEdgesMinor).map((bar, index) => ({
      direction: directionOf(bar),
      from: showMoney(BigInt(bar.from), currency),
      until: bar.until === null ? null : showMoney(BigInt(bar.until), currency),
      sessions: byAmount[index] ?? 0,
    })),
    byHour: byHour.map(({ sessions, billedMinor, draftMinor }, hour) => ({
      hour,
      sessions,
      billed: fromText(billedMinor, currency),
      draft: fromText(draftMinor, currency),
    })),
    mostLess: cases(mostLess),
    mostMore: cases(mostMore),
  }
}

function directionOf({ isMore }: Bar): Direction {
  if (isMore === null) return 'same'
  return isMore ? 'more' : 'less'
}

function showSums(sums: Sums, currency: string): ComparedSumsType {
  return {
    sessions: sums.sessions,
    net: fromText(sums.netMinor, currency),
    vat: fromText(sums.vatMinor, currency),
    gross: fromText(sums.grossMinor, currency),
  }
}

function showCase(one: Case, currency: string): PriceCaseType {
  const { sessionId, invoiceId, billedMinor, draftMinor, draftLines } = one
  return {
    sessionId,
    invoiceId,
    billed: fromText(billedMinor, currency),
    draft: fromText(draftMinor, currency),
    draftLines: showLines(draftLines, currency),
  }
}

export function showLines(lines: readonly PlainLine[], currency: string): DraftLineType[] {
  return lines.map(({ amountMinor, ...line }) => ({
    ...line,
    amount: fromText(amountMinor, currency),
  }))
}

function fromText(minor: string, currency: string): MoneyType {
  return showMoney(BigInt(minor), currency)
}
