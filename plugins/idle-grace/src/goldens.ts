/** Golden sessions of the idle-grace plugin: from when on staying costs, and when it does not. */

import { type Golden, type SamplePeriod, sampleInput } from '@wattline/plugin-sdk'

/** A quarter of an hour free, then 0.10 EUR a minute, except from 22 to 7 on any day. */
const blocking = {
  graceSeconds: 900,
  ratePerHour: 6_000_000,
  quietStart: '22:00',
  quietEnd: '07:00',
  quietWeekdays: [1, 2, 3, 4, 5, 6, 7],
}
const weekdaysOnly = { ...blocking, quietWeekdays: [1, 2, 3, 4, 5] }
const capped = { ...blocking, mostPerSession: 2_500_000 }

const minutes = (count: number): SamplePeriod => ({ durationSeconds: count * 60 })
const charging: SamplePeriod = { ...minutes(60), energyWh: 9000, base: { ENERGY: 4_000_000 } }
const parked = (count: number, more: SamplePeriod = {}): SamplePeriod => ({
  ...minutes(count),
  activity: 'PARKED',
  ...more,
})

const line = (periods: readonly number[], amount: number, seconds: number) => ({
  code: 'IDLE_FEE',
  kind: 'SURCHARGE' as const,
  on: 'PARKING_TIME' as const,
  periods,
  amount,
  labelKey: 'idle-grace.fee',
  labelArgs: [seconds, 900],
})

const goldens: readonly Golden<typeof blocking & { mostPerSession?: number }>[] = [
  {
    name: 'the first quarter of an hour is free, then every second counts',
    input: sampleInput([charging, parked(15), parked(20)]),
    params: blocking,
    lines: [line([2], 2_000_000, 1200)],
  },
  {
    name: 'whoever leaves in time owes nothing',
    input: sampleInput([charging, parked(15)]),
    params: blocking,
    lines: [],
  },
  {
    name: 'a vehicle that charges again has its grace again',
    input: sampleInput([charging, parked(15), parked(5), charging, parked(15), parked(1)]),
    params: blocking,
    lines: [line([2, 5], 600_000, 360)],
  },
  {
    name: 'the quiet hours are free, on both sides of midnight',
    input: sampleInput([
      { ...charging, minuteOfDay: 20 * 60 + 30 },
      parked(15),
      parked(15),
      parked(120),
      parked(420),
      parked(10),
    ]),
    params: blocking,
    lines: [line([2, 5], 2_500_000, 1500)],
  },
  {
    name: 'after midnight the new day says whether its hours are quiet',
    input: sampleInput([
      { ...charging, minuteOfDay: 21 * 60, weekday: 5, date: 20250606 },
      parked(15),
      parked(105),
      parked(10),
    ]),
    params: weekdaysOnly,
    lines: [line([3], 1_000_000, 600)],
  },
  {
    name: 'an hour that the night has twice is quiet both times',
    input: sampleInput([
      { ...charging, minuteOfDay: 120, weekday: 7, date: 20251026 },
      parked(15, { minuteOfDay: 120, weekday: 7, date: 20251026 }),
      parked(45),
    ]),
    params: blocking,
    lines: [],
  },
  {
    name: 'it never comes to more than its cap',
    input: sampleInput([charging, parked(15), parked(60)]),
    params: capped,
    lines: [line([2], 2_500_000, 3600)],
  },
  {
    name: 'a session that never charged owes it from its own start',
    input: sampleInput([parked(15), parked(6)]),
    params: blocking,
    lines: [line([1], 600_000, 360)],
  },
]

export default goldens
