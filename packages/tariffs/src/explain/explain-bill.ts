/**
 * Explains a bill, line by line, when it is stored or shown: pricing a session alone needs no
 * words.
 */

import { assert, formatAmount, money, showSecond } from '@wattline/units'

import type { AcceptedLine } from '../plugins/accepted.js'
import type { PeriodShare, RatedLine, RatedSession } from '../rate/rated.js'
import { showKwh } from '../restrictions/session-energy.js'
import type { Dimension } from '../tariff.js'
import type { Bill, BillLine } from '../total/bill.js'
import { showQuantity, showSeconds, showStep } from '../total/show.js'
import type { ExplainedBill, ExplainedPeriod, Explanation, LineBasis } from './explanation.js'
import { basisOfAccepted, basisOfLimit, basisOfRated, stretchOf } from './line-basis.js'
import { reasonsAgainstEarlier } from './reasons.js'
import { type Language, sayLine } from './say.js'

/** A bill, and what `totalBill` made it of. */
export interface Billed {
  readonly rated: RatedSession
  readonly accepted: readonly AcceptedLine[]
  readonly bill: Bill
  /** The cap the bill was held to, in minor units with tax; null where none is offered. */
  readonly capMinor?: bigint | null
}

/** All of an explanation but its sentences. */
type Grounds = Omit<Explanation, 'sentence' | 'why'>

/**
 * The bill with an explanation on each line.
 *
 * @throws BrokenInvariant when the bill was not made of this session and these lines
 */
export function explainBill(billed: Billed, language: Language = 'EN'): ExplainedBill {
  const { rated, accepted, bill } = billed
  // In the order in which `totalBill` puts them; limits come last.
  const sources = [
    ...rated.lines.map(line => ({ rated: line })),
    ...accepted.flatMap(line => line.vatShares.map(() => ({ accepted: line }))),
  ]
  const lines = bill.lines.map((line, index) => {
    const grounds = groundsOf(billed, line, sources[index])
    const explanation: Explanation = Object.assign(sayLine(grounds, language), grounds)
    return { ...line, explanation }
  })
  return { ...bill, lines }
}

interface Origin {
  readonly rated?: RatedLine
  readonly accepted?: AcceptedLine
}

/** What holds the whole session to a limit, and comes from no component. */
const limits: ReadonlySet<string> = new Set(['MIN_PRICE', 'MAX_PRICE', 'CAP'])

function groundsOf(billed: Billed, line: BillLine, origin: Origin | undefined): Grounds {
  const { rated } = billed
  const made = origin?.rated?.component.dimension ?? origin?.accepted?.on
  assert(
    made === undefined ? limits.has(line.component) : made === line.component,
    `line ${line.position} (${line.component}) must come from the session it is explained with`,
  )
  if (origin?.rated) return ofRated(rated, origin.rated, line)
  if (origin?.accepted) return ofAccepted(rated, origin.accepted, line)
  return {
    tariffId: rated.tariff.tariff.id,
    ...instantsOf(rated, []),
    periods: [],
    basis: line.component === 'CAP' ? capOf(billed) : limitOf(rated, line),
    reasons: [],
  }
}

function ofRated(rated: RatedSession, source: RatedLine, line: BillLine): Grounds {
  const { component, quantity, shares, addedByStep } = source
  const { dimension, elementIndex, componentIndex } = component
  const first = rated.periods[shares[0]?.period ?? 0]
  const counted =
    dimension === 'ENERGY'
      ? ({ amount: quantity.toString(), unit: 'mWh' } as const)
      : ({ amount: showSeconds(quantity), unit: 's' } as const)
  const step = {
    sizeBy: showStep(dimension, component.step),
    added: `${showQuantity(dimension, addedByStep)} ${line.unit}`,
  }
  return {
    tariffId: rated.tariff.tariff.id,
    elementIndex,
    componentIndex,
    ...instantsOf(
      rated,
      shares.map(({ period }) => period),
    ),
    ...(addedByStep > 0 && { step }),
    ...(dimension !== 'FLAT' && { counted }),
    periods: shares.map(share => explainShare(rated, dimension, share)),
    basis: basisOfRated(rated, source, line),
    reasons: first ? reasonsAgainstEarlier(rated.tariff, component, first.start) : [],
  }
}

function explainShare(
  rated: RatedSession,
  dimension: Dimension,
  { period, quantity }: PeriodShare,
): ExplainedPeriod {
  const used = rated.periods[period]
  const from = used?.start.energyMilliWh ?? 0
  const meter = { fromKwh: showKwh(from), toKwh: showKwh(from + (used?.quantities.ENERGY ?? 0)) }
  return {
    ...instantsOf(rated, [period]),
    quantity: showQuantity(dimension, quantity),
    ...(dimension === 'ENERGY' && { meter }),
  }
}

function ofAccepted(rated: RatedSession, source: AcceptedLine, line: BillLine): Grounds {
  const periods = source.periods ?? []
  return {
    tariffId: rated.tariff.tariff.id,
    ...instantsOf(rated, periods),
    periods: periods.map(period => ({ ...instantsOf(rated, [period]), quantity: '1' })),
    basis: basisOfAccepted(rated.tariff.tariff, source, line),
    reasons: [],
  }
}

function limitOf(rated: RatedSession, { component }: BillLine): LineBasis {
  const { tariff } = rated.tariff
  const kind = component === 'MIN_PRICE' ? 'MIN_PRICE' : 'MAX_PRICE'
  const limit = kind === 'MIN_PRICE' ? tariff.minPrice : tariff.maxPrice
  assert(limit !== undefined, `a ${component} line comes from a tariff with that limit`)
  return basisOfLimit(tariff, kind, limit)
}

function capOf({ bill: { currency }, capMinor }: Billed): LineBasis {
  assert(typeof capMinor === 'bigint', 'a CAP line comes from a cap')
  return { kind: 'CAP', afterTaxes: formatAmount(money(capMinor, currency)), currency }
}

function instantsOf(rated: RatedSession, periods: readonly number[]): { from: string; to: string } {
  const { from, to } = stretchOf(rated, periods)
  return { from: showSecond(from), to: showSecond(to) }
}
