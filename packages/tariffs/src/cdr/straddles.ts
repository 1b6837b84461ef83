/**
 * Warns of received periods that run over a change of price. OCPI makes their sender split them
 * there (mod_cdrs, ChargingPeriod); since they carry totals only, they are priced whole at their
 * start.
 */

import { clockStrikes, readWallClock, showSecond } from '@wattline/units'

import type { CompiledTariff } from '../compile/compiled.js'
import { activeComponent } from '../rate/match.js'
import { type ChargingPeriod, metered } from '../rate/rated.js'
import type { Moment } from '../restrictions/condition.js'
import type { Measure } from '../session.js'

/** One warning a period. @param tariffOf the tariff that prices a period, by its index */
export function straddles(
  periods: readonly ChargingPeriod[],
  startSecond: number,
  tariffOf: (index: number) => CompiledTariff,
): string[] {
  return periods.flatMap((period, index) => {
    const tariff = tariffOf(index)
    const inside = momentsInside(tariff, startSecond, period)
    const used = metered.filter(dimension => period.quantities[dimension] > 0)
    const isStraddling = inside.some(moment =>
      used.some(
        dimension =>
          activeComponent(tariff, dimension, moment) !==
          activeComponent(tariff, dimension, period.start),
      ),
    )
    if (!isStraddling) return []
    const start = showSecond(startSecond + period.start.sessionSecond)
    return [
      `Charging period ${index + 1} (from ${start}) runs over a change of price; it is priced whole at its start.`,
    ]
  })
}

/** The moments strictly inside a period at which a price of the tariff may change. */
function momentsInside(
  { zone, cuts }: CompiledTariff,
  startSecond: number,
  { start, durationSeconds, quantities }: ChargingPeriod,
): Moment[] {
  const after = startSecond + start.sessionSecond
  const before = after + durationSeconds
  const atSecond = (second: number): Moment => {
    const { secondOfDay, weekday, date } = readWallClock(zone, second)
    const sessionSecond = second - startSecond
    return { ...start, secondOfDay, weekday, date, sessionSecond }
  }
  return cuts.flatMap(cut => {
    if (cut.kind === 'clock') {
      return clockStrikes(zone, cut.secondOfDay, { after, before }).map(atSecond)
    }
    if (cut.kind === 'sinceStart') {
      const second = startSecond + cut.seconds
      return second > after && second < before ? [atSecond(second)] : []
    }
    if (cut.kind === 'sinceChargingEnded') return []
    if (cut.kind === 'power' || cut.kind === 'current') {
      return bothEnds(start, cut.kind, cut.level)
    }
    const threshold = Number(cut.wh) * 1000
    const isInside =
      threshold > start.energyMilliWh && threshold < start.energyMilliWh + quantities.ENERGY
    return isInside ? [{ ...start, energyMilliWh: threshold }] : []
  })
}

/** What applies at the least and at the most that was measured, where a threshold lies between. */
function bothEnds(start: Moment, measure: Measure, threshold: number): Moment[] {
  const level = start[measure]
  if (level === undefined || threshold <= level.trough || threshold > level.peak) return []
  const at = (value: number): Moment => ({ ...start, [measure]: { trough: value, peak: value } })
  return [at(level.trough), at(level.peak)]
}
