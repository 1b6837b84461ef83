/** What the plugins of a price list ask about each session: every question once. Pure. */

import type { Fact, Manifest, ParamFigure, Read } from '@wattline/plugin-sdk'
import { nothingTold, resolveFigure, type Told } from '@wattline/tariffs'

import type { LoadedPriceList, PricedPlugin } from '../price-lists/load.js'

/** One thing to find out. Its key says all of it, so that equal questions have equal answers. */
export interface Question {
  readonly key: string
  readonly fact: Read['fact'] | 'series'
  readonly days?: number
  readonly perMonthWh?: number
  /** Of a series its name; of an allowance the plugin's id and the name it gives it. */
  readonly name?: string
}

/** A point of a series: from this second since 1970 on, so much per kWh as an amount. */
export type AnsweredPoint = readonly [second: number, amount: number | null]

/** By the questions' keys; a series without points is null. Plain JSON. */
export type Answers = Readonly<Record<string, Fact | readonly AnsweredPoint[]>>

type Asking = Pick<PricedPlugin, 'params'> & {
  readonly plugin: { readonly manifest: Manifest }
}

const known = new WeakMap<LoadedPriceList, readonly Question[]>()

/** Empty where no plugin of the price list reads anything. */
export function questionsOf(priceList: LoadedPriceList): readonly Question[] {
  const before = known.get(priceList)
  if (before) return before
  const byKey = new Map<string, Question>()
  for (const asking of priceList.plugins) {
    for (const [, question] of [...factsAsked(asking), ...seriesAsked(asking)]) {
      byKey.set(question.key, question)
    }
  }
  // Whether a coupon has a budget decides who is told of it.
  if ([...byKey.values()].some(isOfCoupon)) byKey.set(budget, { key: budget, fact: budget })
  const questions = [...byKey.values()]
  known.set(priceList, questions)
  return questions
}

const budget = 'coupon.maxAmount'

export function isOfCoupon({ fact }: { readonly fact: string }): boolean {
  return fact.startsWith('coupon.')
}

/**
 * What one plugin asks, by the names it is told the answers under.
 *
 * @throws MissingFigure when a parameter it refers to is absent or no whole number
 */
export function factsAsked({ plugin: { manifest }, params }: Asking): [string, Question][] {
  return Object.entries(manifest.reads).map(([name, read]) => {
    const figure = (of: ParamFigure, option: string) =>
      resolveFigure(of, { params, facts: {} }, `reads.${name}.${option} of ${manifest.id}`) ?? 0
    const { fact } = read
    if ('days' in read) {
      const days = Math.min(figure(read.days, 'days'), daysAtMost)
      return [name, { key: `${fact} ${days}`, fact, days }]
    }
    if ('perMonthWh' in read) {
      const perMonthWh = figure(read.perMonthWh, 'perMonthWh')
      const allowance = `${manifest.id}.${name}`
      const key = `${fact} ${allowance} ${perMonthWh}`
      return [name, { key, fact, perMonthWh, name: allowance }]
    }
    return [name, { key: fact, fact }]
  })
}

/** A hundred years: all there is. */
const daysAtMost = 36_525

/** @throws Error when a parameter that is to name a series is no text */
export function seriesAsked({ plugin: { manifest }, params }: Asking): [string, Question][] {
  return Object.entries(manifest.series).map(([key, read]) => {
    const name = typeof read.name === 'string' ? read.name : params[read.name.param]
    if (typeof name !== 'string') {
      throw new TypeError(`series.${key}.name of ${manifest.id} must be a text`)
    }
    return [key, { key: `series ${name}`, fact: 'series', name }]
  })
}

/**
 * What each plugin of the price list is told, in their order. Of a coupon with a budget only those
 * are told that ask how much they may take of it: the others could not keep to it.
 */
export function toldOf(priceList: LoadedPriceList, answers: Answers): Told[] {
  return priceList.plugins.map(asking => {
    const asked = factsAsked(asking)
    const isUnaware =
      (answers[budget] ?? null) !== null && !asked.some(([, one]) => one.key === budget)
    const facts = asked.map(([name, question]) => {
      const isKept = isUnaware && isOfCoupon(question)
      return [name, isKept ? null : (answers[question.key] ?? null)]
    })
    const series = seriesAsked(asking).map(([name, { key }]) => [name, pointsOf(answers[key])])
    if (facts.length + series.length === 0) return nothingTold
    return { facts: Object.fromEntries(facts), series: Object.fromEntries(series) }
  })
}

function pointsOf(answer: Answers[string] | undefined) {
  const points = Array.isArray(answer) ? (answer as readonly AnsweredPoint[]) : []
  return points.map(([fromSecond, amount]) => ({ fromSecond, amount }))
}
