/** Tests that an example says what its session did, in words and as facts. */

import { element, price, priceAgain, tariffOf } from '../testing/lint-documents.js'
import { describeExample, exampleFacts, exampleOf } from './example.js'
import { subjectOf } from './site.js'

const tariff = tariffOf({
  elements: [element([price('ENERGY', { price: 0.5 }), price('PARKING_TIME', { price: 6 })])],
})

const course = {
  startSecond: 1_804_316_400,
  stretches: [
    { activity: 'CHARGING', seconds: 5400, energyWh: 20_250 },
    { activity: 'PARKED', seconds: 1800, energyWh: 0 },
  ],
} as const

test('an example is told as a person would tell it', () => {
  const [site] = subjectOf(tariff, { timeZones: ['Europe/Berlin'] }).sites
  const example = site && exampleOf(site, course)
  expect(example && describeExample(example)).toBe(
    'a session on Saturday 2027-03-06 at 08:00 (Europe/Berlin), 20.25 kWh in 1 h 30 min, ' +
      'then 30 min parked, costs 13.13 EUR',
  )
  expect(example && priceAgain(tariff, example)).toBe('13.13')
})

test('a power is told, and holds to the last second of its stretch', () => {
  const fast = tariffOf({
    elements: [
      element([price('ENERGY')], { min_power: 50 }),
      element([price('ENERGY', { price: 0 })]),
    ],
  })
  const [site] = subjectOf(fast, { timeZones: ['Europe/Berlin'] }).sites
  const example =
    site &&
    exampleOf(site, {
      startSecond: 1_804_316_400,
      stretches: [
        { activity: 'CHARGING', seconds: 720, energyWh: 10_000, powerW: 50_000 },
        {
          activity: 'CHARGING',
          seconds: 3600,
          energyWh: 7400,
          powerW: 7400,
          currentMilliA: 32_000,
        },
      ],
    })
  expect(example && describeExample(example)).toContain(
    '10 kWh in 12 min at 50 kW, then 7.4 kWh in 1 h at 7.4 kW and 32 A, costs 10.00 EUR',
  )
  expect(example && priceAgain(fast, example)).toBe('10.00')
})

test('the facts of an example are what a meter would have reported', () => {
  const [site] = subjectOf(tariff, {}).sites
  const facts = site && exampleFacts(exampleOf(site, course))
  expect(facts?.samples.map(({ energyWh, activity }) => [energyWh, activity])).toEqual([
    [0n, 'CHARGING'],
    [20_250n, 'PARKED'],
    [20_250n, undefined],
  ])
  expect(facts?.endedAt.since(facts.startedAt).total('seconds')).toBe(7200)
})
