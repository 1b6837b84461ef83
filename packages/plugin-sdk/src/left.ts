/**
 * Tells what is still billed after the plugins that ran before: what a discount may take off
 * without pushing anything below zero.
 */

import { mulDivDown, sum } from './amounts.js'
import type { Component, EarlierLine, PluginInput, PluginPeriod } from './contract.js'

type Billed = Pick<PluginInput, 'periods' | 'earlierLines'>

/**
 * What the tariff and earlier lines come to on a component, in all periods or some of them, in
 * minor units × 10 000 and never below zero. On SESSION it is the whole bill so far.
 *
 * A discount on the session lies on every component in proportion to what it came to then, as the
 * core spreads it over VAT rates. A line on periods lies on each by what the tariff bills in it,
 * or, where the tariff bills nothing, by the energy or time of it.
 */
export function left(input: Billed, on: Component, chosen?: readonly number[]): number {
  const { periods, earlierLines } = input
  if (earlierLines.length === 0)
    return on === 'SESSION' ? sum(periods.map(baseOfAll)) : baseIn(periods, on, chosen)
  const standing = standingAfter(input)
  if (on === 'SESSION') return Math.max(standing.whole, 0)
  const whole = Math.max(standing.of[on] + deficitBeside(standing, on), 0)
  if (chosen === undefined || whole === 0) return whole
  const lines = earlierLines.filter(line => line.on === on)
  const own = baseIn(periods, on) + amountOf(lines)
  const part = baseIn(periods, on, chosen) + sum(lines.map(line => partIn(periods, line, chosen)))
  if (part <= 0) return 0
  return part >= own ? whole : mulDivDown(part, whole, own)
}

type Dimension = Exclude<Component, 'SESSION'>

interface Standing {
  /** What can be taken off each component; a session's surcharge is no component's. */
  of: Record<Dimension, number>
  whole: number
}

const dimensions: readonly Dimension[] = [
  'ENERGY',
  'TIME',
  'PARKING_TIME',
  'FLAT',
  'RESERVATION_TIME',
]

const baseOfAll = ({ base }: PluginPeriod): number => sum(Object.values(base))

/** Line by line, in the order in which the core accepted them. */
function standingAfter({ periods, earlierLines }: Billed): Standing {
  const of = { ENERGY: 0, TIME: 0, PARKING_TIME: 0, FLAT: 0, RESERVATION_TIME: 0 }
  for (const on of dimensions) of[on] = baseIn(periods, on)
  let whole = sum(Object.values(of))
  for (const { on, amount } of earlierLines) {
    if (on !== 'SESSION') of[on] += amount
    else if (amount < 0 && whole > 0) {
      for (const each of dimensions)
        of[each] = mulDivDown(of[each], Math.max(whole + amount, 0), whole)
    }
    whole += amount
  }
  return { of, whole }
}

/** What a line took from one component beyond its part, some other has less. */
function deficitBeside({ of }: Standing, on: Dimension): number {
  return sum(dimensions.map(each => (each === on ? 0 : Math.min(of[each], 0))))
}

function amountOf(lines: readonly EarlierLine[]): number {
  return sum(lines.map(({ amount }) => amount))
}

function baseIn(
  periods: readonly PluginPeriod[],
  on: Dimension,
  chosen?: readonly number[],
): number {
  let amount = 0
  let index = 0
  for (const { base } of periods) {
    if (chosen === undefined || chosen.includes(index)) amount += base[on]
    index += 1
  }
  return amount
}

/** What lies of an earlier line in some periods; a discount is rounded further below zero. */
function partIn(
  periods: readonly PluginPeriod[],
  { on, amount, periods: places }: EarlierLine,
  chosen: readonly number[],
): number {
  const weigh = (weightOf: (period: PluginPeriod) => number): readonly [number, number] => {
    let part = 0
    let whole = 0
    let index = 0
    for (const period of periods) {
      const isInside = places === undefined || places.includes(index)
      const weight = isInside ? weightOf(period) : 0
      whole += weight
      if (chosen.includes(index)) part += weight
      index += 1
    }
    return [part, whole]
  }
  const byBase = weigh(({ base }) => (on === 'SESSION' ? 0 : base[on]))
  const byUse = (period: PluginPeriod): number =>
    on === 'ENERGY' ? period.energyWh : period.durationSeconds
  const [part, whole] = byBase[1] > 0 ? byBase : weigh(byUse)
  return whole > 0 ? mulDivDown(amount, part, whole) : Math.min(amount, 0)
}
