/**
 * min_current, max_current, min_power and max_power: what the meter shows at the moment, over all
 * phases (OCPI 2.3.0 mod_tariffs, TariffRestrictions).
 *
 * The minimum is inclusive and asked of the period's peak, the maximum exclusive and asked of its
 * trough. Where nothing was measured neither holds: nothing is billed that no reading supports.
 */

import { decimal, showDecimal, toScaled } from '@wattline/units'

import type { ObjectReader } from '../parse/read-object.js'
import type { Measure } from '../session.js'
import type { TariffRestrictions } from '../tariff.js'
import type { Condition } from './condition.js'
import type { RestrictionRule } from './rules.js'

/** Decimals of a kW or A that are told apart. */
export const levelPlaces = 6

interface Bounds {
  readonly measure: Measure
  readonly unit: 'A' | 'kW'
  /** Exact decimal text, in the unit. */
  readonly min: string | undefined
  readonly max: string | undefined
}

export const measuredCurrent: RestrictionRule = {
  read: reader => {
    const minCurrentA = readLevel(reader, 'min_current')
    const maxCurrentA = readLevel(reader, 'max_current')
    return { ...(minCurrentA && { minCurrentA }), ...(maxCurrentA && { maxCurrentA }) }
  },
  compile: ({ minCurrentA: min, maxCurrentA: max }: TariffRestrictions) =>
    compileBounds({ measure: 'current', unit: 'A', min, max }),
}

export const measuredPower: RestrictionRule = {
  read: reader => {
    const minPowerKw = readLevel(reader, 'min_power')
    const maxPowerKw = readLevel(reader, 'max_power')
    return { ...(minPowerKw && { minPowerKw }), ...(maxPowerKw && { maxPowerKw }) }
  },
  compile: ({ minPowerKw: min, maxPowerKw: max }: TariffRestrictions) =>
    compileBounds({ measure: 'power', unit: 'kW', min, max }),
}

function readLevel(reader: ObjectReader, name: string): string | undefined {
  const value = reader.fixed(name, levelPlaces)
  return value && showDecimal(value)
}

function compileBounds({ measure, unit, min, max }: Bounds): Condition | undefined {
  if (min === undefined && max === undefined) return undefined
  const least = min === undefined ? Number.NEGATIVE_INFINITY : levelOf(min)
  const most = max === undefined ? Number.POSITIVE_INFINITY : levelOf(max)
  const from = min === undefined ? [] : [`from ${min} ${unit} on`]
  const below = max === undefined ? [] : [`below ${max} ${unit}`]
  return {
    holds: at => {
      const level = at[measure]
      return level !== undefined && level.peak >= least && level.trough < most
    },
    applies: `at a ${measure} ${[...from, ...below].join(' and ')}`,
    cuts: [least, most].filter(Number.isFinite).map(level => ({ kind: measure, level })),
    readsClock: false,
    reads: measure,
    // A received period may peak above the one bound and sink below the other.
    isNever: false,
  }
}

/** Decimal text of a kW or A in millionths. */
export function levelOf(text: string): number {
  return Number(toScaled(decimal(text), levelPlaces))
}
