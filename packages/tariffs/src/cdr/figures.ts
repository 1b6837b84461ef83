/**
 * Computes the cost figures of a CDR as exact fractions and prints them to four decimals, half up.
 */

import { decimal, divideHalfUp, showScaled, toScaled } from '@wattline/units'

import { pricePlaces } from '../parse/read-element.js'
import { firstRate } from '../plugins/vat-pools.js'
import { partsPerMajor } from '../rate/exact-amount.js'
import type { RatedLine, RatedSession } from '../rate/rated.js'
import type { PriceLimit } from '../tariff.js'
import { scaledRate } from '../total/tax.js'

/**
 * Major units as text. A side is absent where it cannot be known: tax included at no named rate.
 */
export interface CostFigure {
  readonly exclVat?: string
  readonly inclVat?: string
}

/** numerator / denominator of a major unit; the denominator is above zero. */
interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

interface Cost {
  readonly excl: Fraction | undefined
  readonly incl: Fraction | undefined
}

const printedPlaces = 4
const whole = 1_000_000n

export function costOf(rated: RatedSession, lines: readonly RatedLine[]): CostFigure {
  return show(exactCost(rated, lines))
}

/** The whole session's, after min_price and max_price (OCPI 2.3.0 mod_tariffs, Tariff). */
export function limitedCost(rated: RatedSession): CostFigure {
  const { minPrice, maxPrice } = rated.tariff.tariff
  const cost = exactCost(rated, rated.lines)
  const raised = minPrice ? limit(rated, cost, { bound: minPrice, exceeds: isBelow }) : cost
  const exceeds = (value: Fraction, bound: Fraction): boolean => isBelow(bound, value)
  return show(maxPrice ? limit(rated, raised, { bound: maxPrice, exceeds }) : raised)
}

function exactCost({ tariff }: RatedSession, lines: readonly RatedLine[]): Cost {
  const { taxIncluded } = tariff.tariff
  let excl: Fraction | undefined = { numerator: 0n, denominator: 1n }
  let incl: Fraction | undefined = excl
  for (const { component, exact } of lines) {
    const rate = component.vatPercent === null ? 0n : scaledRate(component.vatPercent)
    const stated = { numerator: exact, denominator: partsPerMajor }
    const isUnknown = taxIncluded === 'YES' && component.vatPercent === null
    if (taxIncluded === 'YES') {
      incl = incl && plus(incl, stated)
      excl = isUnknown ? undefined : excl && plus(excl, times(stated, whole, whole + rate))
    } else {
      excl = excl && plus(excl, stated)
      incl = incl && plus(incl, times(stated, whole + rate, whole))
    }
  }
  return { excl, incl }
}

interface Limit {
  readonly bound: PriceLimit
  /** Whether a value breaks the bound. */
  readonly exceeds: (value: Fraction, bound: Fraction) => boolean
}

/**
 * Each side keeps its own bound. Where only the one before taxes is given, the tax follows the
 * limited net amount; where nothing was billed, at the first rate the tariff declares.
 */
function limit(rated: RatedSession, cost: Cost, { bound, exceeds }: Limit): Cost {
  const before = fractionOf(bound.beforeTaxes)
  const after = bound.afterTaxes === undefined ? undefined : fractionOf(bound.afterTaxes)
  const isBroken = cost.excl !== undefined && exceeds(cost.excl, before)
  const excl = isBroken ? before : cost.excl
  if (after) return { excl, incl: cost.incl && exceeds(cost.incl, after) ? after : cost.incl }
  if (!isBroken || !cost.excl || !cost.incl) return { excl, incl: cost.incl }
  if (cost.excl.numerator === 0n) {
    const rate = firstRate(rated, 'SESSION')
    return { excl, incl: times(before, whole + (rate === null ? 0n : scaledRate(rate)), whole) }
  }
  const { numerator, denominator } = cost.excl
  return { excl, incl: times(multiply(cost.incl, before), denominator, numerator) }
}

function fractionOf(text: string): Fraction {
  const value = decimal(text).round(pricePlaces)
  return { numerator: toScaled(value, pricePlaces) ?? 0n, denominator: 10n ** BigInt(pricePlaces) }
}

function plus(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) {
    return { numerator: a.numerator + b.numerator, denominator: a.denominator }
  }
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }
}

function times(value: Fraction, numerator: bigint, denominator: bigint): Fraction {
  return multiply(value, { numerator, denominator })
}

function multiply(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator }
}

function isBelow(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator
}

function show({ excl, incl }: Cost): CostFigure {
  return { ...(excl && { exclVat: print(excl) }), ...(incl && { inclVat: print(incl) }) }
}

function print({ numerator, denominator }: Fraction): string {
  const scaled = divideHalfUp(numerator * 10n ** BigInt(printedPlaces), denominator)
  return showScaled(scaled, printedPlaces)
}
