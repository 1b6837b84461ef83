/** Holds what lint says of any tariff against sessions that nobody chose. */

import { secondOf, Temporal } from '@wattline/units'
import fc from 'fast-check'

import { compileTariff } from '../compile/compile-tariff.js'
import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import { exactOf } from '../rate/exact-amount.js'
import { activeComponent } from '../rate/match.js'
import type { RatedSession } from '../rate/rated.js'
import type { Tariff } from '../tariff.js'
import { element, priceAgain, rateAgain, tariffOf } from '../testing/lint-documents.js'
import { cheaperForMore } from './cheaper-for-more.js'
import { type Course, rateCourse } from './example.js'
import type { Levels, Stretch } from './finding.js'
import { lintTariff } from './lint-tariff.js'
import { provenMonotone } from './monotone.js'
import { needsMeasurement } from './needs-measurement.js'
import { subjectOf } from './site.js'
import { stepOverUse } from './step-over-use.js'
import { unpricedStretch } from './unpriced-stretch.js'
import { unreachable } from './unreachable.js'

const two = (value: number): string => value.toString().padStart(2, '0')
const hour = fc.nat(23).map(value => `${two(value)}:00`)
const clock = fc.oneof(hour, hour, fc.constantFrom('02:30', '01:15', '02:10'))
const date = fc.constantFrom('2027-03-28', '2027-03-29', '2027-07-01', '2027-10-31', '2028-01-01')
const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']

const anyRestrictions = fc
  .array(
    fc.oneof(
      fc.record({ start_time: clock, end_time: clock }),
      clock.map(start_time => ({ start_time })),
      clock.map(end_time => ({ end_time })),
      fc.subarray(days, { minLength: 1 }).map(day_of_week => ({ day_of_week })),
      date.map(start_date => ({ start_date })),
      date.map(end_date => ({ end_date })),
      fc.integer({ min: 1, max: 40 }).map(min_kwh => ({ min_kwh })),
      fc.integer({ min: 1, max: 40 }).map(max_kwh => ({ max_kwh })),
      fc.integer({ min: 1, max: 9 }).map(hours => ({ min_duration: hours * 1800 })),
      fc.integer({ min: 1, max: 9 }).map(hours => ({ max_duration: hours * 1800 })),
      fc.integer({ min: 1, max: 40 }).map(min_power => ({ min_power })),
      fc.integer({ min: 1, max: 40 }).map(max_power => ({ max_power })),
      fc.integer({ min: 1, max: 90 }).map(min_current => ({ min_current })),
      fc.integer({ min: 1, max: 90 }).map(max_current => ({ max_current })),
    ),
    { maxLength: 2 },
  )
  .map(parts => Object.assign({}, ...parts))

const anyComponent = fc.record({
  type: fc.constantFrom('ENERGY', 'ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'),
  price: fc.nat(8).map(price => price / 4),
  step_size: fc.constantFrom(0, 1, 1, 1, 60, 900, 5000),
  vat: fc.constantFrom(19, 19, 7),
})

const anyElement = fc
  .tuple(fc.array(anyComponent, { minLength: 1, maxLength: 3 }), anyRestrictions)
  .map(([components, restrictions]) => element(components, restrictions))
const onReservations = fc
  .tuple(
    fc.array(anyComponent, { minLength: 1, maxLength: 2 }),
    anyRestrictions,
    fc.constantFrom('RESERVATION', 'RESERVATION_EXPIRES'),
  )
  .map(([components, restrictions, reservation]) =>
    element(
      components.map(each => ({ ...each, type: each.type === 'FLAT' ? 'FLAT' : 'TIME' })),
      { ...restrictions, reservation },
    ),
  )

const anyTariff: fc.Arbitrary<Tariff> = fc
  .array(fc.oneof({ arbitrary: anyElement, weight: 4 }, { arbitrary: onReservations, weight: 1 }), {
    minLength: 1,
    maxLength: 5,
  })
  .map(elements => tariffOf({ elements }))

const timeZone = fc.constantFrom('Europe/Berlin', 'Australia/Sydney', 'UTC', 'Australia/Lord_Howe')
const publishedAt = Temporal.Instant.from('2027-01-01T00:00:00Z')
const yearStart = secondOf(publishedAt)
/** Evenly over a year, and crowded around Berlin's and Sydney's nights of clock change. */
const anyStart = fc.oneof(
  fc.nat(365 * 86_400).map(second => yearStart + second),
  fc
    .tuple(
      fc.constantFrom('2027-03-27T20:00:00Z', '2027-10-30T20:00:00Z', '2027-10-02T12:00:00Z'),
      fc.nat(36_000),
    )
    .map(([night, second]) => secondOf(Temporal.Instant.from(night)) + second),
)
const anySeconds = fc.integer({ min: 1, max: 14_400 })
/** Now and then on a bound, or beside it; often nothing is measured. */
const anyLevel = (most: number) =>
  fc.tuple(fc.nat(most), fc.constantFrom(-1, 0, 0, 1)).map(([whole, by]) => whole * 1000 + by)
const anyLevels: fc.Arbitrary<Levels> = fc.record(
  { powerW: anyLevel(45), currentMilliA: anyLevel(100) },
  { requiredKeys: [] },
)
const anyStretch: fc.Arbitrary<Stretch> = fc
  .tuple(fc.boolean(), anySeconds, fc.nat(30_000), anyLevels)
  .map(([isCharging, seconds, energyWh, levels]) =>
    isCharging
      ? { activity: 'CHARGING', seconds, energyWh, ...levels }
      : { activity: 'PARKED', seconds, energyWh: 0, ...levels },
  )
const reserved = anySeconds.map(
  (seconds): Stretch => ({ activity: 'RESERVED', seconds, energyWh: 0 }),
)
const anyCourse: fc.Arbitrary<Course> = fc
  .record({
    startSecond: anyStart,
    reserved: fc.option(reserved, { nil: undefined }),
    used: fc.array(anyStretch, { minLength: 1, maxLength: 3 }),
    reservationExpired: fc.boolean(),
  })
  .map(({ startSecond, reserved: first, used, reservationExpired }) => ({
    startSecond,
    stretches: first ? [first, ...used] : used,
    ...(first && { reservationExpired }),
  }))

/** Of what is linted wholly, and of what takes a moment. */
const few = 60
const many = 500

test('every example is billed again for what it states', () => {
  const property = fc.property(anyTariff, fc.option(timeZone), (tariff, zone) => {
    for (const { examples } of lintTariff(tariff, zone === null ? {} : { timeZones: [zone] })) {
      for (const example of examples) expect(priceAgain(tariff, example)).toBe(example.price)
    }
  })
  fc.assert(property, { numRuns: few })
})

/** What costs nothing where it is measured loses nothing where it is not. */
const isFreeWhereMeasured = ({ priceScaled, conditions }: CompiledComponent): boolean =>
  priceScaled === 0n && conditions.some(({ reads }) => reads !== undefined)

test('a tariff that is called free of gaps prices every moment, measured or not', () => {
  const property = fc.property(
    anyTariff,
    timeZone,
    fc.array(anyCourse, { minLength: 1, maxLength: 8 }),
    (tariff, zone, courses) => {
      const subject = subjectOf(tariff, { timeZones: [zone], publishedAt })
      const gaps = [...unpricedStretch(subject), ...needsMeasurement(subject)]
      const compiled = compileTariff(tariff, zone)
      for (const dimension of ['ENERGY', 'TIME', 'PARKING_TIME'] as const) {
        const isNamed = gaps.some(gap => gap.dimension === undefined || gap.dimension === dimension)
        if (isNamed || compiled.components[dimension].length === 0) continue
        if (compiled.components[dimension].some(isFreeWhereMeasured)) continue
        for (const { start } of courses.flatMap(each => rateCourse(compiled, each).periods)) {
          expect(activeComponent(compiled, dimension, start)).toBeDefined()
        }
      }
    },
  )
  fc.assert(property, { numRuns: many })
})

test('a price that is called unreachable is on no bill', () => {
  const property = fc.property(
    anyTariff,
    timeZone,
    fc.array(anyCourse, { minLength: 1, maxLength: 5 }),
    (tariff, zone, courses) => {
      const found = unreachable(subjectOf(tariff, { timeZones: [zone] }))
      const isDead = (elementIndex: number, componentIndex: number): boolean =>
        found.some(
          ({ code, path, elementIndex: named }) =>
            named === elementIndex &&
            (code === 'unreachable-element' ||
              (code === 'unreachable-component' &&
                path.endsWith(`price_components[${componentIndex}]`))),
        )
      const compiled = compileTariff(tariff, zone)
      for (const { component } of courses.flatMap(each => rateCourse(compiled, each).lines)) {
        expect(isDead(component.elementIndex, component.componentIndex)).toBe(false)
      }
    },
  )
  fc.assert(property, { numRuns: many })
})

/** In parts of a major unit, before taxes and limits. */
const sumOf = (rated: RatedSession): bigint =>
  rated.lines.reduce((sum, line) => sum + exactOf(line), 0n)
const costOf = (compiled: CompiledTariff, course: Course): bigint =>
  sumOf(rateCourse(compiled, course))

/** What was measured stays until it is measured again: no later reading bends what lies before. */
function carried(stretches: readonly Stretch[]): Stretch[] {
  let { powerW, currentMilliA }: Levels = {}
  return stretches.map(stretch => {
    powerW = stretch.powerW ?? powerW
    currentMilliA = stretch.currentMilliA ?? currentMilliA
    return {
      ...stretch,
      ...(powerW !== undefined && { powerW }),
      ...(currentMilliA !== undefined && { currentMilliA }),
    }
  })
}

test('where more is said never to cost less, a session that goes on does not', () => {
  const property = fc.property(
    anyTariff.filter(tariff => provenMonotone(tariff).inTime),
    timeZone,
    anyCourse,
    fc.array(anyStretch, { minLength: 1, maxLength: 2 }),
    (tariff, zone, course, more) => {
      const compiled = compileTariff(tariff, zone)
      const shorter = { ...course, stretches: carried(course.stretches) }
      const longer = { ...course, stretches: carried([...course.stretches, ...more]) }
      expect(costOf(compiled, longer)).toBeGreaterThanOrEqual(costOf(compiled, shorter))
    },
  )
  fc.assert(property, { numRuns: many })
})

test('nor does one that takes more energy in the same time, but for the Wh a meter counts', () => {
  const property = fc.property(
    anyTariff.filter(tariff => provenMonotone(tariff).inEnergy),
    timeZone,
    anyStart,
    fc.tuple(fc.integer({ min: 1, max: 30_000 }), fc.nat(60_000), fc.nat(60_000)),
    (tariff, zone, startSecond, [seconds, energyWh, moreWh]) => {
      const compiled = compileTariff(tariff, zone)
      const charge = (wh: number): Course => ({
        startSecond,
        stretches: [{ activity: 'CHARGING', seconds, energyWh: wh }],
      })
      const more = rateCourse(compiled, charge(energyWh + moreWh))
      const dearest = compiled.components.ENERGY.map(({ priceScaled }) => priceScaled)
      const wh = dearest.reduce((most, each) => (each > most ? each : most), 0n) * 9000n
      const noise = wh * BigInt(more.periods.length)
      expect(sumOf(more) + noise).toBeGreaterThanOrEqual(costOf(compiled, charge(energyWh)))
    },
  )
  fc.assert(property, { numRuns: many })
})

test('sessions that are said to cost less do, and use more', () => {
  const property = fc.property(anyTariff, timeZone, (tariff, zone) => {
    for (const { examples } of cheaperForMore(subjectOf(tariff, { timeZones: [zone] }))) {
      const [less, more] = examples
      if (!less || !more) throw new Error('two sessions are compared')
      const use = (stretches: readonly Stretch[], field: 'seconds' | 'energyWh'): number =>
        stretches.reduce((sum, each) => sum + each[field], 0)
      expect(Number(more.price)).toBeLessThan(Number(less.price))
      expect(use(more.stretches, 'seconds')).toBeGreaterThanOrEqual(use(less.stretches, 'seconds'))
      expect(use(more.stretches, 'energyWh')).toBeGreaterThanOrEqual(
        use(less.stretches, 'energyWh'),
      )
    }
  })
  fc.assert(property, { numRuns: few })
})

test('a step that is named is billed in its example by more than 1 % above use', () => {
  const property = fc.property(anyTariff, timeZone, (tariff, zone) => {
    for (const finding of stepOverUse(subjectOf(tariff, { timeZones: [zone] }))) {
      const [example] = finding.examples
      if (!example) throw new Error('a step is shown by a session')
      const lines = rateAgain(tariff, example).lines.filter(
        ({ component }) => component.dimension === finding.dimension,
      )
      const billed = lines.reduce((sum, { quantity }) => sum + quantity, 0)
      const added = lines.reduce((sum, { addedByStep }) => sum + addedByStep, 0)
      expect(added * 100).toBeGreaterThan(billed - added)
    }
  })
  fc.assert(property, { numRuns: many })
})
