/** Holds the intervals equal to the conditions they stand for. */

import fc from 'fast-check'

import type { TariffRestrictions } from '../tariff.js'
import { boundsOf, isWithin } from './bounds.js'
import type { Moment } from './condition.js'
import { conditionsOf } from './rules.js'

const two = (value: number): string => value.toString().padStart(2, '0')
// Few values each, so that moments often lie on an edge.
const anyTime = fc.constantFrom(0, 21_600, 43_200, 79_200)
const anyDate = fc.constantFrom(20_260_328, 20_260_329, 20_261_025)
const clockText = anyTime.map(second => `${two(second / 3600)}:00`)
const dateText = anyDate.map(date => `${date}`.replace(/(....)(..)(..)/, '$1-$2-$3'))
const kwhText = fc.constantFrom('0', '0.0005', '12.5')
const seconds = fc.constantFrom(0, 1, 3600)

const anyRestrictions = fc.record(
  {
    startTime: clockText,
    endTime: clockText,
    startDate: dateText,
    endDate: dateText,
    daysOfWeek: fc.subarray([1, 2, 6, 7]),
    minKwh: kwhText,
    maxKwh: kwhText,
    minDurationSeconds: seconds,
    maxDurationSeconds: seconds,
    minPowerKw: fc.constant('11'),
    reservation: fc.constantFrom('RESERVATION', 'RESERVATION_EXPIRES'),
  },
  { requiredKeys: [] },
) satisfies fc.Arbitrary<TariffRestrictions>

const near = (value: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.tuple(value, fc.constantFrom(-1, 0, 1)).map(([at, off]) => Math.max(at + off, 0))

const anyMoment: fc.Arbitrary<Moment> = fc.record({
  secondOfDay: near(anyTime),
  weekday: fc.integer({ min: 1, max: 7 }),
  date: near(anyDate),
  sessionSecond: near(seconds),
  energyMilliWh: near(fc.constantFrom(0, 500, 12_500_000)),
  power: fc.constantFrom(undefined, { trough: 0, peak: 0 }, { trough: 0, peak: 11_000_000 }),
  reservationExpired: fc.boolean(),
})

test('within the bounds, where what has none holds too, is exactly where all conditions hold', () => {
  fc.assert(
    fc.property(anyRestrictions, anyMoment, (restrictions, at) => {
      const conditions = conditionsOf(restrictions)
      const isHeld = conditions.every(condition => condition.holds(at))
      const others = conditions.filter(({ bounds }) => bounds === undefined)
      const isFound = isWithin(boundsOf(conditions), at) && others.every(each => each.holds(at))
      expect(isFound).toBe(isHeld)
    }),
    { numRuns: 3000 },
  )
})
