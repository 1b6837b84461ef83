/**
 * Builds plugin inputs for an author's golden tests: only what a test is about needs saying, and
 * the totals and the clock follow the periods.
 */

import { type ClockReading, readingAfter } from './clock-reading.js'
import type { BaseAmounts, PluginInput, PluginPeriod } from './contract.js'
import type { Fact } from './reads.js'

/**
 * A period with whatever differs from an hour of charging. The first begins on Monday, 2 June 2025,
 * at 12:00; each other when the clock shows the end of the one before, unless it says otherwise, as
 * after a night on which the clock was set.
 */
export type SamplePeriod = Partial<Omit<PluginPeriod, 'base' | 'startSecond'>> & {
  readonly base?: Partial<BaseAmounts>
}

const noBase: BaseAmounts = { ENERGY: 0, TIME: 0, PARKING_TIME: 0, FLAT: 0, RESERVATION_TIME: 0 }
const noon: ClockReading = { minuteOfDay: 720, weekday: 1, date: 20250602 }

const total = (
  periods: readonly PluginPeriod[],
  field: 'durationSeconds' | 'energyWh',
  activity?: PluginPeriod['activity'],
): number =>
  periods
    .filter(period => activity === undefined || period.activity === activity)
    .reduce((all, period) => all + period[field], 0)

function follow(samples: readonly SamplePeriod[]): PluginPeriod[] {
  const periods: PluginPeriod[] = []
  for (const sample of samples) {
    const before = periods.at(-1)
    periods.push({
      durationSeconds: 3600,
      energyWh: 0,
      activity: 'CHARGING',
      series: {},
      ...(before === undefined ? noon : readingAfter(before, before.durationSeconds)),
      ...sample,
      startSecond: before === undefined ? 0 : before.startSecond + before.durationSeconds,
      base: { ...noBase, ...sample.base },
    })
  }
  return periods
}

/** A session in EUR made of these periods, one after the other. */
export function sampleInput(
  samplePeriods: readonly SamplePeriod[],
  facts: Readonly<Record<string, Fact>> = {},
): PluginInput {
  const periods = follow(samplePeriods)
  return {
    session: {
      durationSeconds: total(periods, 'durationSeconds'),
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
