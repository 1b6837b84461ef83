/**
 * Warns of received periods that run over a change of price. OCPI makes their sender split them
 * there (mod_cdrs, ChargingPeriod); since they carry totals only, they are priced whole at their
 * start.
 */

import { showSecond } from '@wattline/units'

import type { CompiledTariff } from '../compile/compiled.js'
import { activeComponent } from '../rate/match.js'
import { type ChargingPeriod, metered } from '../rate/rated.js'
import type { Moment } from '../restrictions/condition.js'
import { momentsInside } from './moments-inside.js'

const none: readonly string[] = []

/** One warning a period. @param tariffOf the tariff that prices a period, by its index */
export function straddles(
  periods: readonly ChargingPeriod[],
  startSecond: number,
  tariffOf: (index: number) => CompiledTariff,
): readonly string[] {
  let warnings: string[] | undefined
  let index = 0
  for (const period of periods) {
    const tariff = tariffOf(index)
    index += 1
    const inside = momentsInside(tariff, startSecond, period)
    if (inside.length > 0 && changesPrice(tariff, period, inside)) {
      const start = showSecond(startSecond + period.start.sessionSecond)
      warnings ??= []
      warnings.push(
        `Charging period ${index} (from ${start}) runs over a change of price; it is priced whole at its start.`,
      )
    }
  }
  return warnings ?? none
}

function changesPrice(
  tariff: CompiledTariff,
  { start, quantities }: ChargingPeriod,
  inside: readonly Moment[],
): boolean {
  const used = metered.filter(dimension => quantities[dimension] > 0)
  return used.some(dimension => {
    const atStart = activeComponent(tariff, dimension, start)
    return inside.some(moment => activeComponent(tariff, dimension, moment) !== atStart)
  })
}
