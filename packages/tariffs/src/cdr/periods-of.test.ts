/** Tests what restrictions see at the start of each period of a CDR. */

import { zoneTable } from '@wattline/units'

import { periodsOf } from './periods-of.js'
import type { CdrPeriod } from './read-period.js'

const second = (text: string): number => Date.parse(text) / 1000

function period(at: string, used: Partial<CdrPeriod['quantities']>): CdrPeriod {
  const quantities = { ENERGY: 0, TIME: 0, PARKING_TIME: 0, RESERVATION_TIME: 0, ...used }
  const level = { trough: 1, peak: 2 }
  const startSecond = second(`2026-03-02T${at}Z`)
  return {
    path: '$',
    startSecond,
    quantities,
    power: level,
    current: undefined,
    tariffId: undefined,
  }
}

const berlin = zoneTable('Europe/Berlin')

test('duration and energy count from the first period, the reservation included', () => {
  const periods = periodsOf(
    {
      currency: undefined,
      endSecond: second('2026-03-02T12:00:00Z'),
      periods: [
        period('10:00:00', { RESERVATION_TIME: 180_000 }),
        period('10:30:00', { ENERGY: 2_000_500, TIME: 360_000 }),
        period('11:30:00', { ENERGY: 500, PARKING_TIME: 180_000 }),
      ],
    },
    berlin,
    true,
  )
  expect(periods.map(({ start }) => [start.sessionSecond, start.energyMilliWh])).toEqual([
    [0, 0],
    [1800, 0],
    [5400, 2_000_500],
  ])
  expect(periods.map(({ activity }) => activity)).toEqual(['RESERVED', 'CHARGING', 'PARKED'])
  expect(periods.map(({ durationSeconds }) => durationSeconds)).toEqual([1800, 3600, 1800])
  expect(periods.map(({ energyWh }) => energyWh)).toEqual([0, 2000, 1])
  expect(periods[0]?.start).toMatchObject({
    secondOfDay: 11 * 3600,
    power: { trough: 1, peak: 2 },
    reservationExpired: true,
  })
})
