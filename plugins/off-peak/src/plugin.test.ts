/** Golden sessions of the off-peak plugin: which periods are cheaper, and by how much. */

import { checkPlugin, faultsInManifest, type Sample, sampleInput } from '@wattline/plugin-sdk'

import plugin from './plugin.js'

type OffPeak = Parameters<typeof plugin.price>[1]

const nights: OffPeak = {
  windowStart: '22:00',
  windowEnd: '06:00',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  discountBp: 2500,
}
/** One kWh at 29 cents, in minor units × 10 000. */
const perKwhBase = 290_000
const period = (minuteOfDay: number, kwh: number, weekday = 1) => ({
  minuteOfDay,
  weekday,
  energyWh: kwh * 1000,
  base: { ENERGY: kwh * perKwhBase, TIME: 5 },
})
const line = (periods: number[], amount: number, params = nights) => ({
  code: 'OFF_PEAK',
  kind: 'DISCOUNT',
  on: 'ENERGY',
  periods,
  amount,
  labelKey: 'off-peak.discount',
  labelArgs: [params.discountBp, params.windowStart, params.windowEnd],
})
const golden = (name: string, sample: Omit<Sample<OffPeak>, 'name'>, lines: object[]) => ({
  name,
  ...sample,
  lines,
})

const noon = { ...nights, windowStart: '10:00', windowEnd: '16:00' }
const weekend = { ...nights, windowStart: '00:00', windowEnd: '00:00', weekdays: [6, 7] }

const goldens = [
  golden(
    'a night that passes midnight is cheaper on both sides of it',
    {
      input: sampleInput([
        period(21 * 60, 4),
        period(22 * 60, 10),
        period(0, 10, 2),
        period(6 * 60, 7, 2),
      ]),
      params: nights,
    },
    [line([1, 2], -1_450_000)],
  ),
  golden(
    'the minute a window opens is in, the minute it closes is out',
    {
      input: sampleInput([period(599, 1), period(600, 1), period(959, 1), period(960, 1)]),
      params: noon,
    },
    [line([1, 2], -145_000, noon)],
  ),
  golden(
    'equal edges take the whole of the chosen days and nothing of others',
    { input: sampleInput([period(1380, 2, 5), period(0, 2, 6), period(0, 2, 1)]), params: weekend },
    [line([1], -145_000, weekend)],
  ),
  golden(
    'the doubled hour of an autumn night is cheaper both times',
    { input: sampleInput([period(120, 3, 7), period(120, 3, 7)]), params: nights },
    [line([0, 1], -435_000)],
  ),
  golden(
    'a session without energy has no line',
    { input: sampleInput([period(23 * 60, 0)]), params: nights },
    [],
  ),
  golden(
    'a session by day has no line',
    { input: sampleInput([period(12 * 60, 20)]), params: nights },
    [],
  ),
  golden(
    'the periods are summed before the one rounding, halves away from zero',
    {
      input: sampleInput([
        { minuteOfDay: 1380, base: { ENERGY: 1 } },
        { minuteOfDay: 1390, base: { ENERGY: 1 } },
      ]),
      params: nights,
    },
    [line([0, 1], -1)],
  ),
]

test.each(goldens)('$name', ({ input, params, lines }) => {
  expect(plugin.price(input, params).lines).toEqual(lines)
})

test('a publish would find nothing: manifest, bounds, repeats and order', () => {
  expect(faultsInManifest(plugin.manifest)).toEqual([])
  expect(checkPlugin(plugin, goldens)).toEqual([])
})
