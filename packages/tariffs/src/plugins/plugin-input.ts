/** Shows a rated session to a plugin: integers, and clock readings instead of dates. */

import type { EarlierLine, PluginInput, PluginPeriod } from '@wattline/plugin-sdk'
import { minorPerUnit } from '@wattline/units'

import type { RatedSession } from '../rate/rated.js'
import type { AcceptedLine } from './accepted.js'
import { baseAmounts } from './base-amounts.js'
import { amountAt, type Told } from './told.js'

/**
 * @param earlier lines of earlier phases that were accepted
 * @param told what the plugin's manifest reads, and nothing else
 */
export function pluginInput(
  rated: RatedSession,
  earlier: readonly AcceptedLine[],
  told: Told,
): PluginInput {
  const { currency } = rated.tariff.tariff
  const sum = (pick: (period: PluginSums) => number): number =>
    rated.periods.reduce((total, period) => total + pick(period), 0)
  return {
    session: {
      durationSeconds: rated.endSecond - rated.startSecond,
      chargingSeconds: sum(period => period.chargingSeconds),
      parkedSeconds: sum(period => period.parkedSeconds),
      energyWh: sum(period => period.energyWh),
      currency,
      minorPerUnit: Number(minorPerUnit(currency)),
    },
    periods: pluginPeriods(rated, told),
    earlierLines: earlier.map(showEarlier),
    facts: told.facts,
  }
}

type PluginSums = RatedSession['periods'][number]

function pluginPeriods(rated: RatedSession, told: Told): PluginPeriod[] {
  const bases = baseAmounts(rated)
  const series = Object.entries(told.series)
  return rated.periods.map(({ start, durationSeconds, energyWh, activity }, index) => ({
    startSecond: start.sessionSecond,
    durationSeconds,
    energyWh,
    activity,
    minuteOfDay: Math.floor(start.secondOfDay / 60),
    weekday: start.weekday,
    date: start.date,
    base: bases[index] ?? noBase,
    series:
      series.length === 0 ? noSeries : seriesAt(series, rated.startSecond + start.sessionSecond),
  }))
}

const noSeries = {}

function seriesAt(series: readonly [string, Told['series'][string]][], second: number) {
  return Object.fromEntries(series.map(([name, points]) => [name, amountAt(points, second)]))
}

const noBase = { ENERGY: 0, TIME: 0, PARKING_TIME: 0, FLAT: 0, RESERVATION_TIME: 0 }

function showEarlier({ plugin, code, on, periods, amount }: AcceptedLine): EarlierLine {
  return { plugin: plugin.id, code, on, amount, ...(periods && { periods }) }
}
