/** Tries windows and waits against clocks walked minute by minute. */

import fc from 'fast-check'

import { periodsWhere, periodsWithin, sinceChargingEnded } from './choose.js'
import { sampleInput } from './sample-input.js'

const two = (value: number): string => value.toString().padStart(2, '0')
const clock = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
const anyMinute = fc.nat(1439)

test('a window holds every minute met on the way from its start to its end', () => {
  fc.assert(
    fc.property(anyMinute, anyMinute, anyMinute, (from, to, minuteOfDay) => {
      const { periods } = sampleInput([{ minuteOfDay }])
      let minute = from
      let isMet = false
      do {
        isMet ||= minute === minuteOfDay
        minute = (minute + 1) % 1440
      } while (minute !== to)
      const window = { start: clock(from), end: clock(to) }
      expect(periodsWithin(periods, window)).toEqual(isMet ? [0] : [])
    }),
  )
})

test('a window on chosen weekdays asks for the day of each period, not of its opening', () => {
  const { periods } = sampleInput([
    { minuteOfDay: 1380, weekday: 5, date: 20250606 },
    {},
    { minuteOfDay: 1380 },
    {},
  ])
  expect(periods.map(({ weekday }) => weekday)).toEqual([5, 6, 6, 7])
  const window = { start: '23:00', end: '02:00', weekdays: [6] }
  expect(periodsWithin(periods, window)).toEqual([1, 2])
  expect(periodsWithin(periods, { ...window, weekdays: [] })).toEqual([])
})

test('the wait starts when charging ends, and anew when it ended again', () => {
  const seconds = [60, 5, 10, 20, 40].map(durationSeconds => ({ durationSeconds }))
  const activities = ['CHARGING', 'PARKED', 'PARKED', 'CHARGING', 'PARKED'] as const
  const samples = activities.map((activity, index) => ({ ...seconds[index], activity }))
  const { periods } = sampleInput(samples)
  expect(sinceChargingEnded(periods)).toEqual([null, 0, 5, null, 0])
})

test('cutting a period further changes no wait of the others', () => {
  const anyPeriod = fc.record({
    durationSeconds: fc.integer({ min: 2, max: 999 }),
    activity: fc.constantFrom('CHARGING' as const, 'PARKED' as const, 'RESERVED' as const),
  })
  fc.assert(
    fc.property(fc.array(anyPeriod, { minLength: 1 }), fc.nat(), (samples, place) => {
      const at = place % samples.length
      const halves = samples.flatMap((sample, index) =>
        index === at
          ? [
              { ...sample, durationSeconds: 1 },
              { ...sample, durationSeconds: sample.durationSeconds - 1 },
            ]
          : [sample],
      )
      const cut = sinceChargingEnded(sampleInput(halves).periods)
      cut.splice(at + 1, 1)
      expect(cut).toEqual(sinceChargingEnded(sampleInput(samples).periods))
    }),
  )
})

test('periods are chosen by their indexes', () => {
  const { periods } = sampleInput([{ energyWh: 1 }, {}, { energyWh: 2 }])
  expect(periodsWhere(periods, ({ energyWh }) => energyWh > 0)).toEqual([0, 2])
  expect(periodsWhere(periods, (_, index) => index === 1)).toEqual([1])
})
