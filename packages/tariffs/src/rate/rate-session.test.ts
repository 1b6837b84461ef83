/**
 * Tests the rating of metered sessions where clocks jump; test/golden holds it equal to a second
 * engine.
 */

import { Temporal } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { courseOf } from '../periods/course.js'
import type { Activity } from '../session.js'
import { rateCourse, rateSession } from './rate-session.js'

const price = (type: string, amount: number, step_size = 1) => ({ type, price: amount, step_size })

function rate(fields: Record<string, unknown>, [from, to, energyWh]: [string, string, bigint]) {
  const { tariff, faults } = parseTariff({ id: 'T', currency: 'EUR', ...fields })
  if (!tariff) throw new Error(JSON.stringify(faults))
  const endedAt = Temporal.Instant.from(to)
  const facts = {
    startedAt: Temporal.Instant.from(from),
    endedAt,
    samples: [{ at: endedAt, energyWh }],
  }
  return rateSession(compileTariff(tariff, 'Europe/Berlin'), facts, [])
}

const night = {
  elements: [
    {
      price_components: [price('ENERGY', 0.2), price('TIME', 1)],
      restrictions: { start_time: '02:00', end_time: '03:00' },
    },
    { price_components: [price('ENERGY', 0.5)] },
  ],
}

const quantities = (rated: ReturnType<typeof rate>): string[] =>
  rated.lines.map(
    ({ component, quantity }) =>
      `${component.dimension} of element ${component.elementIndex}: ${quantity}`,
  )

test('in the autumn night the hour from 02:00 to 03:00 is priced twice', () => {
  const rated = rate(night, ['2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z', 4000n])
  expect(quantities(rated)).toEqual([
    'ENERGY of element 1: 2000000',
    'ENERGY of element 0: 2000000',
    'TIME of element 0: 720000',
  ])
})

test('in the spring night the hour from 02:00 to 03:00 is never priced', () => {
  const rated = rate(night, ['2026-03-28T23:00:00Z', '2026-03-29T03:00:00Z', 4000n])
  expect(quantities(rated)).toEqual(['ENERGY of element 1: 4000000'])
})

test('a session under a tariff that was not valid yet is priced, with a warning', () => {
  const fields = { ...night, start_date_time: '2027-01-01T00:00:00Z' }
  const { warnings, lines } = rate(fields, ['2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z', 5n])
  expect(warnings).toEqual(['Tariff T was not valid when the session started.'])
  expect(lines).toHaveLength(1)
})

interface Step {
  readonly second: number
  readonly energyWh?: bigint
  readonly activity?: Activity
  readonly powerW?: number
}

/** From 10:00 UTC on, to the last step. */
function rateSteps(elements: unknown[], steps: readonly Step[], reservationExpired = false) {
  const { tariff, faults } = parseTariff({ id: 'T', currency: 'EUR', elements })
  if (!tariff) throw new Error(JSON.stringify(faults))
  const startedAt = Temporal.Instant.from('2026-06-01T10:00:00Z')
  const at = (seconds: number) => startedAt.add({ seconds })
  const samples = steps.map(({ second, energyWh = 0n, ...more }) => ({
    at: at(second),
    energyWh,
    ...more,
  }))
  const endedAt = at(steps.at(-1)?.second ?? 0)
  const facts = { startedAt, endedAt, samples, reservationExpired }
  return rateSession(compileTariff(tariff, 'Europe/Berlin'), facts, [])
}

const byPower = [
  { price_components: [price('ENERGY', 0.2), price('TIME', 1)], restrictions: { max_power: 11 } },
  { price_components: [price('ENERGY', 0.5), price('TIME', 2)] },
]

test('a price that hangs on power changes at the second at which the power passes it', () => {
  const rated = rateSteps(byPower, [
    { second: 0, powerW: 0 },
    { second: 100, powerW: 22_000, energyWh: 1000n },
    { second: 200, powerW: 0, energyWh: 2000n },
  ])
  // Below 11 kW up to second 50, and again from second 151 on.
  expect(quantities(rated)).toEqual([
    'ENERGY of element 0: 990000',
    'ENERGY of element 1: 1010000',
    'TIME of element 0: 9900',
    'TIME of element 1: 10100',
  ])
  expect(rated.warnings).toEqual([])
})

test('before a power is known no price that hangs on it applies, with a warning', () => {
  const rated = rateSteps(byPower, [{ second: 60, powerW: 7000 }, { second: 100 }])
  expect(quantities(rated)).toEqual(['TIME of element 1: 6000', 'TIME of element 0: 4000'])
  expect(rated.warnings).toEqual([
    'No power was measured in charging period 1: prices that hang on it did not apply there.',
  ])
})

const reservable = [
  {
    price_components: [price('FLAT', 4)],
    restrictions: { reservation: 'RESERVATION_EXPIRES' },
  },
  {
    price_components: [price('TIME', 2, 600), price('FLAT', 1)],
    restrictions: { reservation: 'RESERVATION' },
  },
  { price_components: [price('FLAT', 0.5), price('TIME', 6, 60)] },
]

test('reserved time has prices and a step of its own, and the session starts after it', () => {
  const rated = rateSteps(reservable, [
    { second: 0, activity: 'RESERVED' },
    { second: 1320, activity: 'CHARGING' },
    { second: 1350, energyWh: 100n },
  ])
  expect(quantities(rated)).toEqual([
    'FLAT of element 1: 1',
    'FLAT of element 2: 1',
    'TIME of element 2: 6000',
    'RESERVATION_TIME of element 1: 180000',
  ])
})

test('an expired reservation owes its own fee, and no fee of a session that never was', () => {
  const steps = [{ second: 0, activity: 'RESERVED' }, { second: 3600 }] as const
  expect(quantities(rateSteps(reservable, steps, true))).toEqual([
    'FLAT of element 0: 1',
    'RESERVATION_TIME of element 1: 360000',
  ])
})

test('elements that say nothing of reservations leave reserved time free', () => {
  const steps = [{ second: 0, activity: 'RESERVED' }, { second: 3600 }] as const
  expect(quantities(rateSteps([{ price_components: [price('TIME', 6)] }], steps))).toEqual([])
})

test('a session of no length and no energy still owes its FLAT', () => {
  const fields = { elements: [{ price_components: [price('FLAT', 1), price('ENERGY', 1)] }] }
  const rated = rate(fields, ['2026-06-01T10:00:00Z', '2026-06-01T10:00:00Z', 0n])
  expect(quantities(rated)).toEqual(['FLAT of element 0: 1'])
})

test('facts that were read before are rated the same', () => {
  const { tariff } = parseTariff({ id: 'T', currency: 'EUR', ...night })
  if (!tariff) throw new Error('the sample tariff is sound')
  const compiled = compileTariff(tariff, 'Europe/Berlin')
  const startedAt = Temporal.Instant.from('2026-10-24T23:00:00Z')
  const endedAt = startedAt.add({ hours: 4 })
  const facts = { startedAt, endedAt, samples: [{ at: endedAt, energyWh: 4000n }] }
  const course = courseOf(facts)
  expect(rateCourse(compiled, course, [])).toEqual(rateSession(compiled, facts, []))
})
