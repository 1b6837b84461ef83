/**
 * Makes lines ready to be answered: none where there is nothing to take off or to add, so that an
 * amount of zero never becomes a line.
 *
 * A line's figure is taken from the very periods it names, or from the whole session.
 */

import { mulBp, perKwh } from './amounts.js'
import type { Component, PluginInput, PluginPeriod } from './contract.js'
import { left } from './left.js'

/** A line before its amount is known. */
export interface Draft {
  readonly code: string
  readonly on: Component
  /** Indexes into `input.periods`; absent means the session as a whole. */
  readonly periods?: readonly number[]
  readonly labelKey: string
  readonly labelArgs?: readonly (string | number)[]
}

type Made<D extends Draft, Kind> = D & { readonly kind: Kind; readonly amount: number }

/** Field by field: fields after a spread cost a session more than all of its arithmetic. */
function made<D extends Draft, Kind>(draft: D, kind: Kind, amount: number): Made<D, Kind> {
  const { code, on, periods, labelKey, labelArgs } = draft
  const line: Record<string, unknown> = { code, kind, on, amount, labelKey }
  if (periods !== undefined) line.periods = periods
  if (labelArgs !== undefined) line.labelArgs = labelArgs
  return line as unknown as Made<D, Kind>
}

/** Takes an amount off: one line, or none where it is not above zero. */
export function discount<const D extends Draft>(
  draft: D,
  amount: number,
): readonly Made<D, 'DISCOUNT'>[] {
  return amount > 0 ? [made(draft, 'DISCOUNT', -amount)] : []
}

/** Adds an amount: one line, or none where it is not above zero. */
export function surcharge<const D extends Draft>(
  draft: D,
  amount: number,
): readonly Made<D, 'SURCHARGE'>[] {
  return amount > 0 ? [made(draft, 'SURCHARGE', amount)] : []
}

/** Takes a share, in basis points, off what is still billed there. */
export function shareOff<const D extends Draft>(
  input: PluginInput,
  draft: D,
  basisPoints: number,
): readonly Made<D, 'DISCOUNT'>[] {
  return discount(draft, mulBp(left(input, draft.on, draft.periods), basisPoints))
}

/** Adds a share, in basis points, of what is billed there. */
export function shareOn<const D extends Draft>(
  input: PluginInput,
  draft: D,
  basisPoints: number,
): readonly Made<D, 'SURCHARGE'>[] {
  return surcharge(draft, mulBp(left(input, draft.on, draft.periods), basisPoints))
}

/** Adds a rate per kWh for the energy that was charged there. */
export function perKwhOn<const D extends Draft>(
  { periods }: Pick<PluginInput, 'periods'>,
  draft: D,
  rate: number,
): readonly Made<D, 'SURCHARGE'>[] {
  return surcharge(draft, perKwh(rate, energyOf(periods, draft.periods)))
}

/** What was charged in some periods, or in all of them, in Wh. */
export function energyOf(periods: readonly PluginPeriod[], chosen?: readonly number[]): number {
  return total(periods, chosen, ({ energyWh }) => energyWh)
}

/** How long some periods, or all of them, were, in seconds. */
export function secondsOf(periods: readonly PluginPeriod[], chosen?: readonly number[]): number {
  return total(periods, chosen, ({ durationSeconds }) => durationSeconds)
}

function total(
  periods: readonly PluginPeriod[],
  chosen: readonly number[] | undefined,
  figureOf: (period: PluginPeriod) => number,
): number {
  let whole = 0
  let index = 0
  for (const period of periods) {
    if (chosen === undefined || chosen.includes(index)) whole += figureOf(period)
    index += 1
  }
  return whole
}
