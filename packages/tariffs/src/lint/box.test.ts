/** Tests boxes of restrictions against the restrictions themselves, moment by moment. */

import fc from 'fast-check'

import type { Moment } from '../restrictions/condition.js'
import { conditionsOf } from '../restrictions/rules.js'
import type { TariffRestrictions } from '../tariff.js'
import { unmeasured } from './axes.js'
import { type Box, boxesOf, describeBox, intersection, searchUncovered, wholeBox } from './box.js'

const two = (value: number): string => value.toString().padStart(2, '0')
const clock = fc.nat(23).map(hour => `${two(hour)}:00`)
const date = fc.constantFrom('2027-01-01', '2027-03-28', '2027-10-31')

const optional = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined, freq: 2 })

const anyRestrictions: fc.Arbitrary<TariffRestrictions> = fc
  .record({
    startTime: optional(clock),
    endTime: optional(clock),
    startDate: optional(date),
    endDate: optional(date),
    daysOfWeek: optional(fc.subarray([1, 2, 3, 4, 5, 6, 7])),
    minKwh: optional(fc.nat(5).map(String)),
    maxKwh: optional(fc.nat(5).map(String)),
    minDurationSeconds: optional(fc.nat(5)),
    maxDurationSeconds: optional(fc.nat(5)),
    minPowerKw: optional(fc.integer({ min: -1, max: 3 }).map(String)),
    maxPowerKw: optional(fc.integer({ min: -1, max: 3 }).map(String)),
    minCurrentA: optional(fc.nat(3).map(String)),
    maxCurrentA: optional(fc.nat(3).map(String)),
  })
  .map(fields => {
    const given = Object.entries(fields).filter(([, value]) => value !== undefined)
    return Object.fromEntries(given)
  })

/** A meter shows one figure, or none. */
const anyLevel = optional(fc.integer({ min: -2, max: 4 })).map(whole =>
  whole === undefined ? undefined : { trough: whole * 1_000_000, peak: whole * 1_000_000 },
)

const anyMoment: fc.Arbitrary<Moment> = fc.record({
  secondOfDay: fc.oneof(
    fc.nat(86_399),
    fc.nat(23).map(hour => hour * 3600),
  ),
  weekday: fc.integer({ min: 1, max: 7 }),
  date: fc.constantFrom(20261231, 20270101, 20270327, 20270328, 20271030, 20271031),
  sessionSecond: fc.nat(6),
  energyMilliWh: fc.nat(6).map(kwh => kwh * 1_000_000),
  power: anyLevel,
  current: anyLevel,
})

function holds(box: Box, at: Moment): boolean {
  const values = {
    date: at.date,
    weekday: at.weekday,
    clock: at.secondOfDay,
    energy: at.energyMilliWh,
    duration: at.sessionSecond,
    power: at.power?.peak ?? unmeasured.from,
    current: at.current?.peak ?? unmeasured.from,
  }
  return Object.entries(values).every(([name, value]) => {
    const { from, to } = box[name as keyof Box]
    return from <= value && value < to
  })
}

test('an element applies exactly inside its boxes, which do not overlap', () => {
  const property = fc.property(anyRestrictions, anyMoment, (restrictions, at) => {
    const inside = boxesOf(restrictions).filter(box => holds(box, at))
    const doesApply = conditionsOf(restrictions).every(condition => condition.holds(at))
    expect(inside).toHaveLength(doesApply ? 1 : 0)
  })
  fc.assert(property, { numRuns: 2000 })
})

test('the parts left uncovered hold every moment that no cover holds, and no other', () => {
  const property = fc.property(
    fc.array(anyRestrictions, { maxLength: 4 }),
    fc.array(anyMoment, { minLength: 1, maxLength: 20 }),
    (restrictions, moments) => {
      const covers = restrictions.flatMap(boxesOf)
      const parts: Box[] = []
      const search = searchUncovered({ boxes: [wholeBox], covers }, part => {
        parts.push(part)
        return undefined
      })
      expect(search).toEqual({ isComplete: true })
      for (const at of moments) {
        const isCovered = covers.some(cover => holds(cover, at))
        expect(parts.filter(part => holds(part, at))).toHaveLength(isCovered ? 0 : 1)
      }
    },
  )
  fc.assert(property, { numRuns: 500 })
})

test('a search through too many parts says that it was given up', () => {
  const clockText = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
  const spread = (index: number, prime: number) => (index * prime) % 300
  const covers = Array.from({ length: 300 }, (_, index) =>
    boxesOf({
      startTime: clockText(spread(index, 37)),
      endTime: clockText(spread(index, 37) + 900),
      minKwh: `${spread(index, 61)}`,
      maxKwh: `${spread(index, 61) + 150}`,
      minDurationSeconds: spread(index, 101),
      maxDurationSeconds: spread(index, 101) + 150,
    }),
  ).flat()
  const search = searchUncovered({ boxes: [wholeBox], covers }, () => undefined)
  expect(search).toEqual({ isComplete: false })
})

test('two boxes meet where all of their ranges do', () => {
  const early: Box = { ...wholeBox, clock: { from: 0, to: 7200 }, duration: { from: 0, to: 60 } }
  const late: Box = { ...wholeBox, clock: { from: 3600, to: 9000 } }
  expect(intersection(early, late)).toEqual({ ...early, clock: { from: 3600, to: 7200 } })
  expect(intersection(early, { ...late, duration: { from: 60, to: 90 } })).toBeUndefined()
})

test('a box is described by what it bounds', () => {
  expect(describeBox(wholeBox)).toBe('always')
  const [night] = boxesOf({
    startTime: '22:00',
    daysOfWeek: [6, 7],
    startDate: '2027-01-01',
    minKwh: '5',
    maxDurationSeconds: 1800,
  })
  expect(night && describeBox(night)).toBe(
    'from 2027-01-01 on Saturday, Sunday from 22:00 to 24:00 from 5 kWh on ' +
      'before 30 min of the session',
  )
})
