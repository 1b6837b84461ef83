/**
 * Builds plugin inputs for an author's golden tests: only what a test is about needs saying, and
 * the totals follow the periods.
 */

import type { BaseAmounts, PluginInput, PluginPeriod } from './contract.js'
import type { Fact } from './reads.js'

/** A period with whatever differs from an hour of charging on Monday, 2 June 2025, at 12:00. */
export type SamplePeriod = Partial<Omit<PluginPeriod, 'base' | 'startSecond'>> & {
  readonly base?: Partial<BaseAmounts>
}

const noBase: BaseAmounts = { ENERGY: 0, TIME: 0, PARKING_TIME: 0, FLAT: 0, RESERVATION_TIME: 0 }

const total = (
  periods: readonly PluginPeriod[],
  field: 'durationSeconds' | 'energyWh',
  activity?: PluginPeriod['activity'],
): number =>
  periods
    .filter(period => activity === undefined || period.activity === activity)
    .reduce((all, period) => all + period[field], 0)

/** A session in EUR made of these periods, one after the other. */
export function sampleInput(
  samplePeriods: readonly SamplePeriod[],
  facts: Readonly<Record<string, Fact>> = {},
): PluginInput {
  let startSecond = 0
  const periods = samplePeriods.map(sample => {
    const period: PluginPeriod = {
      durationSeconds: 3600,
      energyWh: 0,
      activity: 'CHARGING',
      minuteOfDay: 720,
      weekday: 1,
      date: 20250602,
      series: {},
      ...sample,
      startSecond,
      base: { ...noBase, ...sample.base },
    }
    startSecond += period.durationSeconds
    return period
  })
  return {
    session: {
      durationSeconds: startSecond,
      chargingSeconds: total(periods, 'durationSeconds', 'CHARGING'),
      parkedSeconds: total(periods, 'durationSeconds', 'PARKED'),
      energyWh: total(periods, 'energyWh'),
      currency: 'EUR',
      minorPerUnit: 100,
    },
    periods,
    earlierLines: [],
    facts,
  }
}
