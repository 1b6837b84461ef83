/**
 * Computes the cost figures of a CDR as exact fractions and prints them to four decimals, half up.
 */

import { decimal, divideHalfUp, toScaled } from '@wattline/units'

import { pricePlaces } from '../parse/read-element.js'
import { firstRate } from '../plugins/vat-pools.js'
import { exactOf, partsPerMajor } from '../rate/exact-amount.js'
import type { RatedLine, RatedSession } from '../rate/rated.js'
import type { PriceLimit } from '../tariff.js'
import { scaledRate } from '../total/tax.js'
import type { Fraction } from './fraction.js'
import * as fraction from './fraction.js'

/**
 * Major units as text with four decimals, under OCPI's names for the two sides. One is null where
 * it cannot be known: tax included at no named rate, or a version of OCPI that says nothing of VAT.
 */
export interface CostFigure {
  readonly excl_vat: string | null
  readonly incl_vat: string | null
}

interface Cost {
  readonly excl: Fraction | undefined
  readonly incl: Fraction | undefined
}

/** What may be said of taxes. */
export interface TaxKnowledge {
  /** False for OCPI 2.1.1: its amounts are before VAT, at rates it has no field for. */
  readonly knowsVat: boolean
}

const printedPlaces = 4
const whole = 1_000_000n

export function costOf(lines: readonly RatedLine[], knowledge: TaxKnowledge): CostFigure {
  return show(exactCost(lines, knowledge))
}

/** The whole session's, after min_price and max_price (OCPI 2.3.0 mod_tariffs, Tariff). */
export function limitedCost(rated: RatedSession, knowledge: TaxKnowledge): CostFigure {
  const { minPrice, maxPrice } = rated.tariff.tariff
  const cost = exactCost(rated.lines, knowledge)
  const raised = minPrice
    ? limit(rated, cost, { bound: minPrice, exceeds: fraction.isBelow })
    : cost
  const exceeds = (value: Fraction, bound: Fraction): boolean => fraction.isBelow(bound, value)
  return show(maxPrice ? limit(rated, raised, { bound: maxPrice, exceeds }) : raised)
}

function exactCost(lines: readonly RatedLine[], { knowsVat }: TaxKnowledge): Cost {
  let excl: Fraction | undefined = fraction.zero
  let incl: Fraction | undefined = fraction.zero
  for (const line of lines) {
    const { component, tariff } = line
    const rate = component.vatPercent === null ? 0n : scaledRate(component.vatPercent)
    const stated = { numerator: exactOf(line), denominator: partsPerMajor }
    const hasRate = component.vatPercent !== null
    if (tariff.tariff.taxIncluded === 'YES') {
      const net = fraction.times(stated, { numerator: whole, denominator: whole + rate })
      excl = hasRate && excl ? fraction.plus(excl, net) : undefined
      incl = incl && fraction.plus(incl, stated)
    } else {
      const gross = fraction.times(stated, { numerator: whole + rate, denominator: whole })
      excl = excl && fraction.plus(excl, stated)
      incl = (hasRate || knowsVat) && incl ? fraction.plus(incl, gross) : undefined
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
    const scaled = rate === null ? 0n : scaledRate(rate)
    const factor = { numerator: whole + scaled, denominator: whole }
    return { excl, incl: fraction.times(before, factor) }
  }
  const { numerator, denominator } = cost.excl
  const perNet = { numerator: denominator, denominator: numerator }
  return { excl, incl: fraction.times(fraction.times(cost.incl, before), perNet) }
}

function fractionOf(text: string): Fraction {
  const value = decimal(text).round(pricePlaces)
  return { numerator: toScaled(value, pricePlaces) ?? 0n, denominator: 10n ** BigInt(pricePlaces) }
}

function show({ excl, incl }: Cost): CostFigure {
  return { excl_vat: excl ? print(excl) : null, incl_vat: incl ? print(incl) : null }
}

/** With all four decimals: `0.2500`. */
function print({ numerator, denominator }: Fraction): string {
  const scaled = divideHalfUp(numerator * 10n ** BigInt(printedPlaces), denominator)
  const digits = scaled.toString().padStart(printedPlaces + 1, '0')
  return `${digits.slice(0, -printedPlaces)}.${digits.slice(-printedPlaces)}`
}
