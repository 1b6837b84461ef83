/** Turns the seeds of a generated bill into facts of the types a plugin is promised. */

import type { Fact, Golden, ParamFigure, Params, Read } from '@wattline/plugin-sdk'
import type { Told } from '@wattline/tariffs'

import type { BillCase, FactSeed } from './any-bill.js'

const secondsPerQuarter = 900

/** Every text in some data: names that parameters and facts may share, such as a tier's. */
export function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value.length <= 100 ? [value] : []
  if (typeof value !== 'object' || value === null || depth > 8) return []
  return Object.values(value).flatMap(inner => textsIn(inner, depth + 1))
}

/** The texts an author uses in golden facts and parameters. */
export const wordsOf = (goldens: readonly Golden[]): string[] => [
  ...new Set(goldens.flatMap(({ input, params }) => textsIn([input.facts, params]))),
]

const figureOf = (figure: ParamFigure, params: Params): number => {
  const value = typeof figure === 'number' ? figure : params[figure.param]
  return typeof value === 'number' && value > 0 ? Math.floor(value) : 0
}

interface Telling {
  readonly bill: BillCase
  readonly words: readonly string[]
}

function factOf(read: Read, { pick, amount }: FactSeed, { bill, words }: Telling): Fact {
  const known = [...textsIn(bill.params), ...words, 'GOLD']
  const word = known[pick % known.length] ?? 'GOLD'
  switch (read.fact) {
    case 'driver.sessions':
      return amount % 1000
    case 'driver.energyWh':
      return amount
    case 'allowance.energyWh':
      return Math.min(amount, figureOf(read.perMonthWh, bill.params))
    case 'coupon.code':
    case 'coupon.campaign':
      return bill.hasCoupon ? word : null
    case 'coupon.maxAmount':
      return bill.hasCoupon && pick % 3 > 0 ? amount : null
    case 'payer.kind':
      return bill.payer
    case 'payer.partner':
      return bill.payer === 'DRIVER' ? null : word
    case 'token.type':
      return [null, 'RFID', 'APP_USER', 'AD_HOC_USER', 'OTHER'][pick % 5] ?? null
    default:
      return pick % 3 === 0 ? null : word
  }
}

/** @param startSecond of the session, around which series have their points */
export function toldOf(
  telling: Telling & { readonly reads: Readonly<Record<string, Read>> },
  startSecond: number,
): Told {
  const { bill, reads } = telling
  const seedOf = (name: string): FactSeed => bill.facts[name] ?? { pick: 0, amount: 0 }
  const facts = Object.entries(reads).map(([name, read]) => {
    return [name, factOf(read, seedOf(name), telling)] as const
  })
  const firstQuarter = Math.floor(startSecond / secondsPerQuarter)
  const series = Object.entries(bill.series).map(([name, points]) => [
    name,
    points.map(({ quarter, amount }) => ({
      fromSecond: (firstQuarter + quarter) * secondsPerQuarter,
      amount,
    })),
  ])
  return { facts: Object.fromEntries(facts), series: Object.fromEntries(series) }
}
