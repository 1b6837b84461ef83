/** Golden sessions of the off-peak plugin: which periods are cheaper, and by how much. */

import { type Golden, type SamplePeriod, sampleInput } from '@wattline/plugin-sdk'

const nights = {
  windowStart: '22:00',
  windowEnd: '06:00',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  discountBp: 2500,
}
const noon = { ...nights, windowStart: '10:00', windowEnd: '16:00' }
const weekend = { ...nights, windowStart: '00:00', windowEnd: '00:00', weekdays: [6, 7] }

/** One kWh at 29 cents, in minor units × 10 000. */
const perKwhBase = 290_000
const period = (minuteOfDay: number, kwh: number, more: SamplePeriod = {}): SamplePeriod => ({
  minuteOfDay,
  energyWh: kwh * 1000,
  base: { ENERGY: kwh * perKwhBase, TIME: 5 },
  ...more,
})
const tuesday = { weekday: 2, date: 20250603 }

const line = (periods: readonly number[], amount: number, params = nights) => ({
  code: 'OFF_PEAK',
  kind: 'DISCOUNT' as const,
  on: 'ENERGY' as const,
  periods,
  amount,
  labelKey: 'off-peak.discount',
  labelArgs: [params.discountBp, params.windowStart, params.windowEnd],
})

const goldens: readonly Golden<typeof nights>[] = [
  {
    name: 'a night that passes midnight is cheaper on both sides of it',
    input: sampleInput([
      period(21 * 60, 4),
      period(22 * 60, 10, { durationSeconds: 7200 }),
      period(0, 10, { ...tuesday, durationSeconds: 21_600 }),
      period(6 * 60, 7, tuesday),
    ]),
    params: nights,
    lines: [line([1, 2], -1_450_000)],
  },
  {
    name: 'the minute a window opens is in, the minute it closes is out',
    input: sampleInput([
      period(599, 1, { durationSeconds: 60 }),
      period(600, 1, { durationSeconds: 21_540 }),
      period(959, 1, { durationSeconds: 60 }),
      period(960, 1),
    ]),
    params: noon,
    lines: [line([1, 2], -145_000, noon)],
  },
  {
    name: 'equal edges take the whole of the chosen days and nothing of others',
    input: sampleInput([
      period(1380, 2, { weekday: 5, date: 20250606 }),
      period(0, 2, { weekday: 6, date: 20250607, durationSeconds: 172_800 }),
      period(0, 2, { weekday: 1, date: 20250609 }),
    ]),
    params: weekend,
    lines: [line([1], -145_000, weekend)],
  },
  {
    name: 'the doubled hour of an autumn night is cheaper both times',
    input: sampleInput([
      period(120, 3, { weekday: 7, date: 20251026 }),
      period(120, 3, { weekday: 7, date: 20251026 }),
    ]),
    params: nights,
    lines: [line([0, 1], -435_000)],
  },
  {
    name: 'what an earlier coupon took is not taken again',
    input: {
      ...sampleInput([period(23 * 60, 10)]),
      earlierLines: [{ plugin: 'promotion', code: 'COUPON', on: 'ENERGY', amount: -1_450_000 }],
    },
    params: nights,
    lines: [line([0], -362_500)],
  },
  {
    name: 'a session without energy has no line',
    input: sampleInput([period(23 * 60, 0)]),
    params: nights,
    lines: [],
  },
  {
    name: 'a session by day has no line',
    input: sampleInput([period(12 * 60, 20)]),
    params: nights,
    lines: [],
  },
  {
    name: 'the periods are summed before the one rounding, halves away from zero',
    input: sampleInput([
      period(1380, 0, { base: { ENERGY: 1 }, durationSeconds: 600 }),
      period(1390, 0, { base: { ENERGY: 1 } }),
    ]),
    params: nights,
    lines: [line([0, 1], -1)],
  },
]

export default goldens
