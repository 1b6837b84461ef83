/** Tries that a sample is a session that could be: its totals follow from its periods. */

import { sampleInput } from './sample-input.js'

test('periods follow each other, and the session is their sum', () => {
  const { session, periods, facts } = sampleInput(
    [
      { durationSeconds: 600, energyWh: 1500 },
      { durationSeconds: 300, energyWh: 500 },
      { durationSeconds: 100, activity: 'PARKED', base: { PARKING_TIME: 7 } },
    ],
    { member: true },
  )
  expect(periods.map(period => period.startSecond)).toEqual([0, 600, 900])
  expect(session).toEqual({
    durationSeconds: 1000,
    chargingSeconds: 900,
    parkedSeconds: 100,
    energyWh: 2000,
    currency: 'EUR',
    minorPerUnit: 100,
  })
  expect(periods[2]?.base).toEqual({
    ENERGY: 0,
    TIME: 0,
    PARKING_TIME: 7,
    FLAT: 0,
    RESERVATION_TIME: 0,
  })
  expect(facts).toEqual({ member: true })
})

test('the clock follows the periods, past midnight too, unless a period sets it', () => {
  const { periods } = sampleInput([
    { minuteOfDay: 1410, weekday: 7, date: 20251231, durationSeconds: 5400 },
    { durationSeconds: 60 },
    { minuteOfDay: 0 },
  ])
  expect(periods.map(({ minuteOfDay, weekday, date }) => [minuteOfDay, weekday, date])).toEqual([
    [1410, 7, 20251231],
    [60, 1, 20260101],
    [0, 1, 20260101],
  ])
})
