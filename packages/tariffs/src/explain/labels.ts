/**
 * Says in words what our own plugins put on a line: their label's key names a phrase, its arguments
 * the figures in it. A key that nobody knows is said by its code alone, as it stands on the line.
 */

import { exponentOf } from '@wattline/units'

import type { Label } from './explanation.js'
import { showLength, showNumber, showPrice } from './figures.js'
import type { Marks } from './phrases.js'

/** What a language says for each label; every figure comes in its own form and with its unit. */
export interface LabelPhrases {
  readonly 'day-ahead.fallback': (said: { readonly price: string }) => string
  readonly 'day-ahead.spot': (said: { readonly price: string }) => string
  readonly 'idle-grace.fee': (said: { readonly length: string; readonly grace: string }) => string
  readonly 'loyalty.kwh': (said: Visits) => string
  readonly 'loyalty.sessions': (said: Visits) => string
  readonly 'membership.free': (said: { readonly tier: string; readonly kwh: string }) => string
  readonly 'membership.rate': (said: { readonly tier: string; readonly price: string }) => string
  readonly 'off-peak.discount': (said: {
    readonly percent: string
    readonly from: string
    readonly to: string
  }) => string
  readonly 'promotion.coupon': (said: { readonly code: string }) => string
  readonly 'roaming-markup.energy': (said: { readonly price: string }) => string
  readonly 'roaming-markup.share': (said: { readonly percent: string }) => string
  readonly 'workplace-time.over': (said: {
    readonly length: string
    readonly free: string
  }) => string
}

interface Visits {
  readonly percent: string
  readonly reached: string
  readonly days: string
}

type Read = (args: Arguments, words: LabelPhrases) => string

const readers: { readonly [Key in keyof LabelPhrases]: Read } = {
  'day-ahead.fallback': (a, words) => words['day-ahead.fallback']({ price: a.price(0) }),
  'day-ahead.spot': (a, words) => words['day-ahead.spot']({ price: a.price(0) }),
  'idle-grace.fee': (a, words) =>
    words['idle-grace.fee']({ length: a.length(0, 1), grace: a.length(1, 1) }),
  'loyalty.kwh': (a, words) => words['loyalty.kwh'](a.visits()),
  'loyalty.sessions': (a, words) => words['loyalty.sessions'](a.visits()),
  'membership.free': (a, words) => words['membership.free']({ tier: a.text(0), kwh: a.kwh(1) }),
  'membership.rate': (a, words) => words['membership.rate']({ tier: a.text(0), price: a.price(1) }),
  'off-peak.discount': (a, words) =>
    words['off-peak.discount']({ percent: a.percent(0), from: a.text(1), to: a.text(2) }),
  'promotion.coupon': (a, words) => words['promotion.coupon']({ code: a.text(0) }),
  'roaming-markup.energy': (a, words) => words['roaming-markup.energy']({ price: a.price(0) }),
  'roaming-markup.share': (a, words) => words['roaming-markup.share']({ percent: a.percent(0) }),
  'workplace-time.over': (a, words) =>
    words['workplace-time.over']({ length: a.length(0, 60), free: a.length(1, 60) }),
}

/** Undefined for a key without words, or with arguments that are not those of its words. */
export function sayLabel(label: Label, words: LabelPhrases, marks: Marks): string | undefined {
  if (!Object.hasOwn(readers, label.key)) return undefined
  const args = new Arguments(label, marks)
  const said = readers[label.key as keyof LabelPhrases](args, words)
  return args.isFitting ? said : undefined
}

/** Reads a label's arguments by their places, and remembers whether each was there. */
class Arguments {
  isFitting = true

  constructor(
    private readonly label: Label,
    private readonly marks: Marks,
  ) {}

  text(at: number): string {
    const value = this.label.args[at]
    this.isFitting &&= typeof value === 'string' && value !== ''
    return String(value)
  }

  /** A whole number of parts, as decimal text with so many decimals and no zeros behind them. */
  private decimal(at: number, places: number): string {
    const value = this.label.args[at]
    this.isFitting &&= typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    const digits = String(value).padStart(places + 1, '0')
    const whole = digits.slice(0, digits.length - places)
    const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
    return fraction === '' ? whole : `${whole}.${fraction}`
  }

  percent(at: number): string {
    return showNumber(this.decimal(at, 2), this.marks)
  }

  kwh(at: number): string {
    return showNumber(this.decimal(at, 3), this.marks)
  }

  price(at: number): string {
    const { currency } = this.label
    return showPrice(this.decimal(at, 4 + exponentOf(currency)), currency, this.marks)
  }

  length(at: number, secondsPerUnit: number): string {
    const units = Number(this.decimal(at, 0))
    return showLength(String(units * secondsPerUnit), this.marks)
  }

  visits(): Visits {
    const [reached, days] = [1, 2].map(at => showNumber(this.decimal(at, 0), this.marks))
    return { percent: this.percent(0), reached: reached ?? '', days: days ?? '' }
  }
}
