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
 * Lines on the session lie on every component in proportion to what it comes to, as the core
 * spreads them over VAT rates. A line on periods lies on each by what the tariff bills in it, or,
 * where the tariff bills nothing, by the energy or time of it.
 */
export function left(input: Billed, on: Component, chosen?: readonly number[]): number {
  const { earlierLines } = input
  const onSession = earlierLines.filter(line => line.on === 'SESSION')
  if (on === 'SESSION') return Math.max(ofSession(input) + amountOf(onSession), 0)
  const own = ofComponent(input, on, chosen)
  const taken = -amountOf(onSession)
  if (taken <= 0 || own <= 0) return Math.max(own, 0)
  const whole = ofSession(input)
  const remaining = mulDivDown(own, Math.max(whole - taken, 0), whole)
  // Each such line was spread by largest remainder, which may take one part more from here.
  return Math.max(remaining - (onSession.length - 1), 0)
}

function amountOf(lines: readonly EarlierLine[]): number {
  return lines.length === 0 ? 0 : sum(lines.map(({ amount }) => amount))
}

/** All components together, before lines on the session. */
function ofSession({ periods, earlierLines }: Billed): number {
  const bases = periods.map(({ base }) => sum(Object.values(base)))
  return sum(bases) + amountOf(earlierLines.filter(line => line.on !== 'SESSION'))
}

type Dimension = Exclude<Component, 'SESSION'>

function ofComponent(input: Billed, on: Dimension, chosen?: readonly number[]): number {
  const { periods } = input
  const lines = input.earlierLines.filter(line => line.on === on)
  const own = baseIn(periods, on, chosen)
  if (lines.length === 0) return own
  const whole = baseIn(periods, on) + amountOf(lines)
  if (chosen === undefined) return whole
  return Math.min(own + sum(lines.map(line => partIn(periods, line, chosen))), whole)
}

function baseIn(
  periods: readonly PluginPeriod[],
  on: Dimension,
  chosen?: readonly number[],
): number {
  let amount = 0
  for (const [index, { base }] of periods.entries()) {
    if (chosen === undefined || chosen.includes(index)) amount += base[on]
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
    let [part, whole] = [0, 0]
    for (const [index, period] of periods.entries()) {
      if (places !== undefined && !places.includes(index)) continue
      whole += weightOf(period)
      if (chosen.includes(index)) part += weightOf(period)
    }
    return [part, whole]
  }
  const byBase = weigh(({ base }) => (on === 'SESSION' ? 0 : base[on]))
  const byUse = (period: PluginPeriod): number =>
    on === 'ENERGY' ? period.energyWh : period.durationSeconds
  const [part, whole] = byBase[1] > 0 ? byBase : weigh(byUse)
  return whole > 0 ? mulDivDown(amount, part, whole) : Math.min(amount, 0)
}
