/** Tests that cuts are sorted by kind, each place once. */

import { planCuts } from './plan-cuts.js'

test('each kind has its places in order, each once', () => {
  const plan = planCuts(
    [
      { kind: 'clock', secondOfDay: 64_800 },
      { kind: 'sinceStart', seconds: 7200 },
      { kind: 'sessionWh', wh: 30_000n },
      { kind: 'clock', secondOfDay: 0 },
      { kind: 'sinceStart', seconds: 600 },
      { kind: 'sinceChargingEnded', seconds: 900 },
      { kind: 'clock', secondOfDay: 64_800 },
      { kind: 'power', level: 16_000_000 },
      { kind: 'power', level: 11_000_000 },
      { kind: 'current', level: 32_000_000 },
    ],
    false,
  )
  expect(plan).toEqual({
    clock: [0, 64_800],
    readsClock: true,
    sinceStart: [600, 7200],
    sinceChargingEnded: [900],
    energyWh: [30_000],
    power: [11_000_000, 16_000_000],
    current: [32_000_000],
  })
})

test('the clock’s jumps are cuts where a price hangs on the calendar, or on the clock', () => {
  expect(planCuts([], true).readsClock).toBe(true)
  expect(planCuts([], false).readsClock).toBe(false)
})
