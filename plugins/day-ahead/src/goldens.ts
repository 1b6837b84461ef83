/** Golden sessions of the day-ahead plugin: what each quarter of an hour costs. */

import { type Golden, type SamplePeriod, sampleInput } from '@wattline/plugin-sdk'

/** Spot plus 8 cents, from 5 cents to a euro; 45 cents where nothing is known. */
const copenhagen = {
  area: 'DK2',
  marginPerKwh: 80_000,
  floorPerKwh: 50_000,
  capPerKwh: 1_000_000,
  fallbackPerKwh: 450_000,
}

/** A quarter of an hour with so many kWh, at a spot price of so many cents. */
const quarter = (kwh: number, spotCents: number | null): SamplePeriod => ({
  durationSeconds: 900,
  energyWh: kwh * 1000,
  series: { spot: spotCents === null ? null : spotCents * 10_000 },
})

const spot = (periods: readonly number[], amount: number, averagePerKwh: number) => ({
  code: 'SPOT_ENERGY',
  kind: 'SURCHARGE' as const,
  on: 'ENERGY' as const,
  periods,
  amount,
  labelKey: 'day-ahead.spot',
  labelArgs: [averagePerKwh],
})
const fallback = (periods: readonly number[], amount: number) => ({
  code: 'FALLBACK_ENERGY',
  kind: 'SURCHARGE' as const,
  on: 'ENERGY' as const,
  periods,
  amount,
  labelKey: 'day-ahead.fallback',
  labelArgs: [450_000],
})

const goldens: readonly Golden<typeof copenhagen>[] = [
  {
    name: 'each quarter of an hour has its price',
    input: sampleInput([quarter(5, 12), quarter(5, 20), quarter(5, 31)]),
    params: copenhagen,
    lines: [spot([0, 1, 2], 4_350_000, 290_000)],
  },
  {
    name: 'where spot and margin fall below the floor, the floor holds',
    input: sampleInput([quarter(5, -40), quarter(5, -3)]),
    params: copenhagen,
    lines: [spot([0, 1], 500_000, 50_000)],
  },
  {
    name: 'nor do they pass the cap',
    input: sampleInput([quarter(2, 400)]),
    params: copenhagen,
    lines: [spot([0], 2_000_000, 1_000_000)],
  },
  {
    name: 'where the series says nothing, the fallback holds',
    input: sampleInput([quarter(4, 12), quarter(4, null)]),
    params: copenhagen,
    lines: [spot([0], 800_000, 200_000), fallback([1], 1_800_000)],
  },
  {
    name: 'tomorrow’s prices hold from midnight on',
    input: sampleInput([{ ...quarter(3, 10), minuteOfDay: 1425 }, quarter(3, 2)]),
    params: copenhagen,
    lines: [spot([0, 1], 840_000, 140_000)],
  },
  {
    name: 'an hour that the night has twice has its own price each time',
    input: sampleInput([
      { ...quarter(1, 5), minuteOfDay: 165, weekday: 7, date: 20251026 },
      { ...quarter(1, 1), minuteOfDay: 120, weekday: 7, date: 20251026 },
    ]),
    params: copenhagen,
    lines: [spot([0, 1], 220_000, 110_000)],
  },
  {
    name: 'the quarters are summed before the one rounding',
    input: sampleInput([
      { durationSeconds: 900, energyWh: 1, series: { spot: 333 } },
      { durationSeconds: 900, energyWh: 1, series: { spot: 333 } },
    ]),
    params: copenhagen,
    lines: [spot([0, 1], 161, 80_500)],
  },
  {
    name: 'a session without energy has no line',
    input: sampleInput([quarter(0, 12), quarter(0, null)]),
    params: copenhagen,
    lines: [],
  },
]

export default goldens
