/** Tests what a plugin is shown: whole numbers, clock readings, and nothing it did not ask for. */

import { Temporal } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { rateSession } from '../rate/rate-session.js'
import type { AcceptedLine } from './accepted.js'
import { pluginInput } from './plugin-input.js'
import { nothingTold } from './told.js'

const startedAt = Temporal.Instant.from('2026-10-25T00:30:00Z')
const endedAt = startedAt.add({ hours: 2 })
const { tariff } = parseTariff({
  id: 'T',
  currency: 'EUR',
  elements: [
    {
      price_components: [
        { type: 'FLAT', price: 0.5, step_size: 1 },
        { type: 'ENERGY', price: 0.4, step_size: 1 },
        { type: 'PARKING_TIME', price: 6, step_size: 1 },
      ],
    },
  ],
})
if (!tariff) throw new Error('the sample tariff is sound')
const rated = rateSession(
  compileTariff(tariff, 'Europe/Berlin'),
  {
    startedAt,
    endedAt,
    samples: [{ at: startedAt.add({ hours: 1 }), energyWh: 7000n, activity: 'PARKED' }],
  },
  [],
)

const at = (minutes: number) => startedAt.epochMilliseconds / 1000 + minutes * 60
const spot = [
  { fromSecond: at(-15), amount: 900 },
  { fromSecond: at(60), amount: null },
]

test('a session is shown in seconds, Wh and minor units × 10 000', () => {
  expect(pluginInput(rated, [], { facts: { member: true }, series: { spot } })).toEqual({
    session: {
      durationSeconds: 7200,
      chargingSeconds: 3600,
      parkedSeconds: 3600,
      energyWh: 7000,
      currency: 'EUR',
      minorPerUnit: 100,
    },
    periods: [
      {
        startSecond: 0,
        durationSeconds: 3600,
        energyWh: 7000,
        activity: 'CHARGING',
        minuteOfDay: 150,
        weekday: 7,
        date: 20261025,
        base: { ENERGY: 2_800_000, TIME: 0, PARKING_TIME: 0, FLAT: 500_000, RESERVATION_TIME: 0 },
        series: { spot: 900 },
      },
      {
        startSecond: 3600,
        durationSeconds: 3600,
        energyWh: 0,
        activity: 'PARKED',
        // The hour from 02:00 to 03:00 is repeated in this night.
        minuteOfDay: 150,
        weekday: 7,
        date: 20261025,
        base: { ENERGY: 0, TIME: 0, PARKING_TIME: 6_000_000, FLAT: 0, RESERVATION_TIME: 0 },
        series: { spot: null },
      },
    ],
    earlierLines: [],
    facts: { member: true },
  })
})

test('of earlier lines a plugin sees what was added, not by which code or tax', () => {
  const earlier: AcceptedLine = {
    code: 'LESS',
    kind: 'DISCOUNT',
    on: 'ENERGY',
    amount: -100,
    periods: [0],
    labelKey: 'saver',
    plugin: { id: 'saver', version: '1.0.0', hash: 'h', paramsHash: 'p' },
    vatShares: [{ vatPercent: null, amount: -100 }],
  }
  expect(pluginInput(rated, [earlier], nothingTold).earlierLines).toEqual([
    { plugin: 'saver', code: 'LESS', on: 'ENERGY', amount: -100, periods: [0] },
  ])
})
