/**
 * Says of each line why it is there: what was used, which price matched, and why earlier ones did
 * not.
 */

import { readWallClock, showSecond } from '@wattline/units'

import type { AcceptedLine } from '../plugins/accepted.js'
import { whyNotEarlier } from '../rate/match.js'
import type { PeriodShare, RatedLine, RatedSession } from '../rate/rated.js'
import { showClock } from '../restrictions/time-of-day.js'
import type { Dimension } from '../tariff.js'
import type { ExplainedPeriod, Explanation } from './bill.js'
import type { LimitLine } from './price-limits.js'
import { showQuantity, showSeconds, showStep } from './show.js'

export function explainRated(rated: RatedSession, line: RatedLine): Explanation {
  const { tariff } = rated.tariff
  const { component, quantity, shares, addedByStep } = line
  const { from, to } = stretch(
    rated,
    shares.map(({ period }) => period),
  )
  const first = rated.periods[shares[0]?.period ?? 0]
  const { dimension } = component
  const counted =
    dimension === 'ENERGY'
      ? ({ amount: quantity.toString(), unit: 'mWh' } as const)
      : ({ amount: showSeconds(quantity), unit: 's' } as const)
  const step = {
    sizeBy: showStep(dimension, component.step),
    added: `${showQuantity(dimension, addedByStep)} ${unitOf(dimension)}`,
  }
  return {
    sentence: sentenceOf(rated, line, { from, to }),
    tariffId: tariff.id,
    elementIndex: component.elementIndex,
    componentIndex: component.componentIndex,
    from: showSecond(from),
    to: showSecond(to),
    why: first ? whyNotEarlier(rated.tariff, component, first.start) : [],
    ...(addedByStep > 0 && { step }),
    ...(dimension !== 'FLAT' && { counted }),
    periods: shares.map(share => explainShare(rated, dimension, share)),
  }
}

interface Stretch {
  readonly from: number
  readonly to: number
}

/** From the first of some periods to the last, in epoch seconds; the whole session without any. */
function stretch(rated: RatedSession, periods: readonly number[]): Stretch {
  const first = rated.periods[periods[0] ?? -1]
  const last = rated.periods[periods.at(-1) ?? -1]
  if (!first || !last) return { from: rated.startSecond, to: rated.endSecond }
  return {
    from: rated.startSecond + first.start.sessionSecond,
    to: rated.startSecond + last.start.sessionSecond + last.durationSeconds,
  }
}

function explainShare(
  rated: RatedSession,
  dimension: Dimension,
  { period, quantity }: PeriodShare,
): ExplainedPeriod {
  const { from, to } = stretch(rated, [period])
  return {
    from: showSecond(from),
    to: showSecond(to),
    quantity: showQuantity(dimension, quantity),
  }
}

const verbs: Readonly<Record<Dimension, string>> = {
  ENERGY: 'delivered',
  TIME: 'of charging',
  PARKING_TIME: 'of parking',
  FLAT: 'session',
}

function unitOf(dimension: Dimension): 'kWh' | 'h' | 'session' {
  if (dimension === 'FLAT') return 'session'
  return dimension === 'ENERGY' ? 'kWh' : 'h'
}

function sentenceOf(rated: RatedSession, line: RatedLine, { from, to }: Stretch): string {
  const { component, quantity, addedByStep } = line
  const { dimension, price, step } = component
  const { currency, id } = rated.tariff.tariff
  const source = `element ${component.elementIndex + 1} of tariff ${id}`
  if (dimension === 'FLAT') return `A fee of ${price} ${currency} for the session, by ${source}.`
  const clock = (at: number): string => showClock(readWallClock(rated.tariff.zone, at).secondOfDay)
  const unit = unitOf(dimension)
  const used = `${showQuantity(dimension, quantity)} ${unit} ${verbs[dimension]}`
  const rounded =
    addedByStep > 0 ? `, rounded up to whole steps of ${showStep(dimension, step)},` : ''
  const when = `from ${clock(from)} to ${clock(to)} site time`
  return `${used} ${when}${rounded} at ${price} ${currency} per ${unit}, by ${source}.`
}

export function explainAccepted(rated: RatedSession, line: AcceptedLine): Explanation {
  const { plugin, code, kind, on, periods } = line
  const { from, to } = stretch(rated, periods ?? [])
  const what = kind === 'DISCOUNT' ? 'A discount' : 'A surcharge'
  const base = on === 'SESSION' ? 'the session' : on
  return {
    sentence: `${what} (${code}) on ${base}, by plugin ${plugin.id} ${plugin.version}.`,
    tariffId: rated.tariff.tariff.id,
    from: showSecond(from),
    to: showSecond(to),
    why: [],
    periods: (periods ?? []).map(period => {
      const part = stretch(rated, [period])
      return { from: showSecond(part.from), to: showSecond(part.to), quantity: '1' }
    }),
  }
}

export function explainLimit(rated: RatedSession, { component, limit }: LimitLine): Explanation {
  const { id, currency } = rated.tariff.tariff
  const [verb, field] =
    component === 'MIN_PRICE'
      ? ['Raised to the least', 'min_price']
      : ['Lowered to the most', 'max_price']
  const after = limit.afterTaxes === undefined ? '' : ` and ${limit.afterTaxes} ${currency} after`
  return {
    sentence: `${verb} a session costs: ${limit.beforeTaxes} ${currency} before taxes${after}, by ${field} of tariff ${id}.`,
    tariffId: id,
    from: showSecond(rated.startSecond),
    to: showSecond(rated.endSecond),
    why: [],
    periods: [],
  }
}
