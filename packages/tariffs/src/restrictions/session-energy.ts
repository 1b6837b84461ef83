/**
 * min_kwh and max_kwh: the energy of the session before the moment (OCPI 2.3.0 mod_tariffs,
 * TariffRestrictions). The minimum is inclusive, the maximum exclusive.
 */

import { decimal, showDecimal, showMillionths, toScaled } from '@wattline/units'

import type { ObjectReader } from '../parse/read-object.js'
import type { ResolvedCut } from '../session.js'
import type { TariffRestrictions } from '../tariff.js'
import type { Condition } from './condition.js'
import type { RestrictionRule } from './rules.js'

/** Decimals of a kWh that are told apart: thousandths of a Wh. */
export const kwhPlaces = 6

export const sessionEnergy: RestrictionRule = {
  read: reader => {
    const minKwh = readKwh(reader, 'min_kwh')
    const maxKwh = readKwh(reader, 'max_kwh')
    return { ...(minKwh && { minKwh }), ...(maxKwh && { maxKwh }) }
  },
  compile: compileEnergy,
}

function readKwh(reader: ObjectReader, name: string): string | undefined {
  const value = reader.fixed(name, kwhPlaces)
  if (value === undefined || value.gte('0')) return value && showDecimal(value)
  return reader.faults.fault(
    reader.at(name),
    'not-an-energy',
    `${showDecimal(value)} is no amount of kWh: it is 0 or more`,
  )
}

function compileEnergy({ minKwh, maxKwh }: TariffRestrictions): Condition | undefined {
  if (minKwh === undefined && maxKwh === undefined) return undefined
  const min = minKwh === undefined ? 0 : milliWh(minKwh)
  const max = maxKwh === undefined ? Number.POSITIVE_INFINITY : milliWh(maxKwh)
  const from = minKwh === undefined ? [] : [`from ${minKwh} kWh on`]
  const to = maxKwh === undefined ? [] : [`below ${maxKwh} kWh`]
  return {
    holds: at => at.energyMilliWh >= min && at.energyMilliWh < max,
    bounds: { energyFrom: min, energyTo: max },
    applies: `${[...from, ...to].join(' and ')} of the session`,
    cuts: [min, max].filter(edge => edge > 0 && Number.isFinite(edge)).map(cutAt),
    readsClock: false,
    isNever: min >= max,
  }
}

function milliWh(kwh: string): number {
  return Number(toScaled(decimal(kwh), kwhPlaces))
}

/** Meters count whole Wh, so a threshold between two of them is passed with the upper one. */
function cutAt(edgeMilliWh: number): ResolvedCut {
  return { kind: 'sessionWh', wh: BigInt(Math.ceil(edgeMilliWh / 1000)) }
}

/** Thousandths of a Wh as kWh, without idle zeros: `12.345`. */
export function showKwh(energyMilliWh: number): string {
  return showMillionths(energyMilliWh)
}
