/**
 * min_price and max_price: what a session costs at least and at most (OCPI 2.3.0 mod_tariffs,
 * Tariff).
 *
 * The limits bind the whole session, after everything else: the net total by the figure before
 * taxes, the gross total by the one after taxes where it is given. The difference is a line of its
 * own, split over the VAT rates, so that the tax of the limited bill is right by itself.
 */

import { allocate, assert, type Currency, decimal, toMoney } from '@wattline/units'

import type { PriceLimit, Tariff } from '../tariff.js'
import { type RateSums, taxTotals, totalOf } from './tax.js'

export interface LimitLine {
  readonly component: 'MIN_PRICE' | 'MAX_PRICE'
  readonly limit: PriceLimit
  /** Minor units on the stated side, by VAT rate: above zero for a minimum, below for a maximum. */
  readonly shares: RateSums
}

/** @param fallbackRate the VAT rate of a session in which nothing was billed */
export function limitLine(
  tariff: Tariff,
  sums: RateSums,
  fallbackRate: string | null,
): LimitLine | undefined {
  const { currency, minPrice, maxPrice } = tariff
  const side = tariff.taxIncluded === 'YES' ? 'gross' : 'net'
  const total = [...sums.values()].reduce((sum, amount) => sum + amount, 0n)
  const weights = total === 0n ? new Map([[fallbackRate, 1n]]) : sums
  const reach = (limit: PriceLimit, direction: 1n | -1n): RateSums | undefined => {
    const bounds = boundsOf(limit, currency)
    const isKept = (next: RateSums): boolean => {
      const { net, gross } = totalOf(taxTotals(next, side))
      const netOff = (bounds.net - net) * direction
      const grossOff = ((bounds.gross ?? gross) - gross) * direction
      return netOff <= 0n && grossOff <= 0n
    }
    return isKept(sums) ? undefined : leastChange({ sums, weights, currency }, direction, isKept)
  }
  const raised = minPrice && reach(minPrice, 1n)
  if (raised) return { component: 'MIN_PRICE', limit: minPrice, shares: raised }
  const lowered = maxPrice && reach(maxPrice, -1n)
  return lowered && { component: 'MAX_PRICE', limit: maxPrice, shares: lowered }
}

interface Bounds {
  readonly net: bigint
  readonly gross: bigint | undefined
}

function boundsOf(limit: PriceLimit, currency: Currency): Bounds {
  const minor = (text: string): bigint => toMoney(decimal(text), currency).minor
  return {
    net: minor(limit.beforeTaxes),
    gross: limit.afterTaxes === undefined ? undefined : minor(limit.afterTaxes),
  }
}

interface Stretch {
  readonly sums: RateSums
  /** How a change falls on the rates. */
  readonly weights: RateSums
  readonly currency: Currency
}

/**
 * The smallest change, up or down, after which the test holds: doubled until it does, then
 * bisected.
 */
export function leastChange(
  stretch: Stretch,
  direction: 1n | -1n,
  test: (sums: RateSums) => boolean,
): RateSums {
  const changed = (size: bigint): boolean => test(add(stretch.sums, spread(stretch, size)))
  let high = 1n
  while (!changed(high * direction)) {
    high *= 2n
    assert(high < 2n ** 80n, 'a price limit can be met by a change of the bill')
  }
  let low = high / 2n
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (changed(middle * direction)) high = middle
    else low = middle
  }
  return spread(stretch, high * direction)
}

/** A change by largest remainder on what each rate has. */
function spread({ weights, currency }: Stretch, minor: bigint): RateSums {
  const parts = allocate({ minor, currency }, [...weights.values()])
  return new Map([...weights.keys()].map((rate, index) => [rate, parts[index]?.minor ?? 0n]))
}

/** The sums of both, the first one's order first. */
function add(sums: RateSums, shares: RateSums): RateSums {
  const total = new Map(sums)
  for (const [rate, amount] of shares) total.set(rate, (total.get(rate) ?? 0n) + amount)
  return total
}
