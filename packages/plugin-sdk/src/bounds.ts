/** Computes how much the lines of one code may come to, from the bounds its manifest declares. */

import type { Bound, Component, Emit, Figure, Params, PluginInput } from './contract.js'

/** What a bound is measured against. */
export interface BoundFacts {
  readonly input: PluginInput
  readonly params: Params
}

function figureOf(figure: Figure, { input, params }: BoundFacts): bigint | undefined {
  let value: unknown = figure
  if (typeof figure === 'object')
    value = 'param' in figure ? params[figure.param] : input.facts[figure.fact]
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined
}

/**
 * What the tariff and the surcharges of earlier plugins bill on a component; on SESSION the whole
 * bill. So a share can be taken off a price that a plugin made.
 */
export function baseOf(input: PluginInput, on: Component): bigint {
  let total = 0n
  for (const line of input.earlierLines) {
    if (line.amount > 0 && (on === 'SESSION' || line.on === on)) total += BigInt(line.amount)
  }
  for (const { base } of input.periods) {
    if (on !== 'SESSION') total += BigInt(base[on])
    else for (const amount of Object.values(base)) total += BigInt(amount)
  }
  return total > 0n ? total : 0n
}

const divideUp = (amount: bigint, divisor: bigint): bigint => (amount + divisor - 1n) / divisor

function limitOfBound(bound: Bound, on: Component, facts: BoundFacts): bigint | undefined {
  const { input } = facts
  const times = (figure: Figure, quantity: bigint, divisor: bigint): bigint | undefined => {
    const value = figureOf(figure, facts)
    if (value === undefined) return undefined
    return value > 0n ? divideUp(value * quantity, divisor) : 0n
  }
  if ('shareOfBaseBp' in bound) return times(bound.shareOfBaseBp, baseOf(input, on), 10_000n)
  if ('perKwh' in bound) return times(bound.perKwh, BigInt(input.session.energyWh), 1000n)
  if ('perHour' in bound) return times(bound.perHour, BigInt(input.session.durationSeconds), 3600n)
  return times(bound.perSession, 1n, 1n)
}

/**
 * The most that all lines of this code may come to, in minor units × 10 000: the sum of its bounds,
 * each rounded up. Undefined when a figure names a parameter or fact that is no whole number.
 */
export function limitOf(emit: Emit, facts: BoundFacts): bigint | undefined {
  let limit = 0n
  for (const bound of emit.bounds) {
    const part = limitOfBound(bound, emit.on, facts)
    if (part === undefined) return undefined
    limit += part
  }
  return limit
}
