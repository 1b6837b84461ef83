/** Golden sessions of the workplace-time plugin: what is free, and what each block then costs. */

import { type Golden, type SamplePeriod, sampleInput } from '@wattline/plugin-sdk'

const office = { freeMinutes: 240, ratePerHour: 1_000_000, blockMinutes: 5, minimum: 500_000 }

const line = (billedMinutes: number, amount: number) => ({
  code: 'WORKPLACE_TIME',
  kind: 'SURCHARGE' as const,
  on: 'SESSION' as const,
  amount,
  labelKey: 'workplace-time.over',
  labelArgs: [billedMinutes, 240],
})
const charged: SamplePeriod = { energyWh: 6000 }
const hours = (count: number, overSeconds = 0) => ({
  ...charged,
  durationSeconds: count * 3600 + overSeconds,
})

const goldens: readonly Golden<typeof office>[] = [
  {
    name: 'the last free second is free',
    input: sampleInput([hours(4)]),
    params: office,
    lines: [],
  },
  {
    name: 'the first second over costs the minimum',
    input: sampleInput([hours(4, 1)]),
    params: office,
    lines: [line(0, 500_000)],
  },
  {
    name: 'a block is billed at its end, and not before',
    input: sampleInput([hours(4, 2399)]),
    params: office,
    lines: [line(35, 583_333)],
  },
  {
    name: 'whoever only stands there pays as well',
    input: sampleInput([{ durationSeconds: 6 * 3600, activity: 'PARKED' }]),
    params: office,
    lines: [line(120, 2_000_000)],
  },
  {
    name: 'time goes on past midnight',
    input: sampleInput([{ ...hours(7), minuteOfDay: 1200 }]),
    params: office,
    lines: [line(180, 3_000_000)],
  },
  {
    name: 'the hour that an autumn night has twice counts twice',
    input: sampleInput([
      { ...hours(5), minuteOfDay: 1320, weekday: 6, date: 20251025 },
      { ...hours(1), minuteOfDay: 120, weekday: 7, date: 20251026 },
    ]),
    params: office,
    lines: [line(120, 2_000_000)],
  },
]

export default goldens
