/** Tests that prices which can never apply are named, with what comes before them. */

import { compileTariff } from '../compile/compile-tariff.js'
import { element, findingsOf, price, rateAgain, tariffOf } from '../testing/lint-documents.js'
import { describeExample, rateCourse } from './example.js'
import type { Finding, Stretch } from './finding.js'

const energy = price('ENERGY')
const time = price('TIME')

const shown = ({ path, code }: Finding): string => `${code} ${path}`

const unreachable = (elements: readonly unknown[], more: object = {}): string[] =>
  (['unreachable-element', 'unreachable-component', 'outside-validity'] as const).flatMap(code =>
    findingsOf({ elements, ...more }, code).map(shown),
  )

test.each([
  ['an energy from 5 up to 5 kWh', { min_kwh: 5, max_kwh: 5 }],
  ['a duration from 60 up to 30 s', { min_duration: 60, max_duration: 30 }],
  ['a power from 22 up to 11 kW', { min_power: 22, max_power: 11 }],
  ['reserved time after some energy', { reservation: 'RESERVATION', min_kwh: 1 }],
  ['a date range that ends as it starts', { start_date: '2027-01-01', end_date: '2027-01-01' }],
  [
    'a Sunday on a day that is a Monday',
    { start_date: '2027-01-04', end_date: '2027-01-05', day_of_week: ['SUNDAY'] },
  ],
  [
    'an hour that the clock skips on its only day',
    {
      start_date: '2027-03-28',
      end_date: '2027-03-29',
      start_time: '02:00',
      end_time: '03:00',
    },
  ],
])('restrictions that never hold together: %s', (_, restrictions) => {
  expect(unreachable([element([time], restrictions), element([time])])).toEqual([
    'unreachable-element $.elements[0].restrictions',
  ])
})

test('an element behind a price without restrictions is never reached', () => {
  const elements = [element([energy, time]), element([time], { start_time: '07:00' })]
  expect(unreachable(elements)).toEqual(['unreachable-element $.elements[1]'])
})

test('several earlier elements shadow one together, and only those it takes are named', () => {
  const elements = [
    element([energy], { start_time: '06:00', end_time: '18:00' }),
    element([energy], { min_kwh: 30 }),
    element([energy], { start_time: '18:00', end_time: '06:00' }),
    element([energy], { day_of_week: ['SUNDAY'] }),
  ]
  const [finding] = findingsOf({ elements }, 'unreachable-element')
  expect(finding?.path).toBe('$.elements[3]')
  expect(finding?.message).toContain('$.elements[0] and $.elements[2] come first and together')
})

test('elements that leave an hour, a kWh or a minute free shadow nothing', () => {
  const last = element([energy])
  const day = { start_time: '06:00', end_time: '18:00' }
  expect(unreachable([element([energy], day), last])).toEqual([])
  const halves = [
    element([energy], { max_kwh: 10 }),
    element([energy], { min_kwh: 10, min_duration: 1 }),
  ]
  expect(unreachable([...halves, last])).toEqual([])
})

test('a single price behind one that always comes first is named alone', () => {
  expect(unreachable([element([energy]), element([energy, time])])).toEqual([
    'unreachable-component $.elements[1].price_components[0]',
  ])
})

test('a FLAT that starts later is never billed where another applies as a session starts', () => {
  const flat = price('FLAT')
  const elements = [element([flat], { min_kwh: 10 }), element([flat], { max_kwh: 10 })]
  expect(unreachable(elements)).toEqual(['unreachable-element $.elements[0]'])
  const byHour = [element([flat], { end_time: '08:00' }), element([flat], { start_time: '08:00' })]
  expect(unreachable(byHour)).toEqual([])
  const afterAnHour = [element([flat], { end_time: '08:00' }), element([flat], { min_kwh: 1 })]
  expect(unreachable(afterAnHour)).toEqual([])
  const byPower = [element([flat], { min_kwh: 10 }), element([flat], { max_power: 11 })]
  expect(unreachable(byPower)).toEqual([])
})

test('a FLAT for long stays behind one for all is billed only after a reservation', () => {
  const fields = {
    elements: [element([price('FLAT')], { min_duration: 7200 }), element([price('FLAT')])],
  }
  expect(unreachable(fields.elements)).toEqual([])
  const [finding] = findingsOf(fields, 'flat-after-start')
  expect(finding?.path).toBe('$.elements[0].price_components[0]')
  const flatsOf = (stretches: readonly Stretch[]) =>
    rateCourse(compileTariff(tariffOf(fields), 'Europe/Berlin'), {
      startSecond: 1_804_316_400,
      stretches,
    }).lines.map(({ component }) => component.elementIndex)
  const charged: Stretch = { activity: 'CHARGING', seconds: 10_000, energyWh: 9000 }
  expect(flatsOf([charged])).toEqual([1])
  expect(flatsOf([{ activity: 'RESERVED', seconds: 7200, energyWh: 0 }, charged])).toEqual([0])
})

test('elements on reservations shadow one another, each kind its own', () => {
  const on = (reservation: string, more: object = {}) =>
    element([time, price('FLAT')], { reservation, ...more })
  const elements = [
    element([time, price('FLAT')]),
    on('RESERVATION'),
    on('RESERVATION_EXPIRES'),
    on('RESERVATION', { start_time: '08:00' }),
  ]
  expect(unreachable(elements)).toEqual(['unreachable-element $.elements[3]'])
  const [finding] = findingsOf({ elements }, 'unreachable-element')
  expect(finding?.message).toContain('$.elements[1] comes first and prices RESERVATION_TIME')
  expect(finding?.examples[0]?.stretches).toEqual([
    { activity: 'RESERVED', seconds: 3600, energyWh: 0 },
  ])
})

test('the example of a price on expired reservations is one of them', () => {
  const on = element([time], { reservation: 'RESERVATION_EXPIRES' })
  const fields = { elements: [element([energy]), on, on] }
  const [finding] = findingsOf(fields, 'unreachable-element')
  const [example] = finding?.examples ?? []
  expect(example).toMatchObject({ reservationExpired: true, price: '1.00' })
  expect(example && describeExample(example)).toContain(
    '1 h reserved until the reservation ran out',
  )
})

test('prices by power shadow one that asks for any power, and none where none is measured', () => {
  const [slow, fast] = [element([energy], { max_power: 22 }), element([energy], { min_power: 22 })]
  expect(unreachable([slow, fast, element([energy], { min_power: 11 })])).toEqual([
    'unreachable-element $.elements[2]',
  ])
  expect(unreachable([slow, fast, element([energy])])).toEqual([])
  const behindCurrent = element([energy], { min_power: 11, max_current: 32 })
  expect(unreachable([slow, behindCurrent])).toEqual([])
})

test('an element whose dates lie outside the validity of the tariff is named as such', () => {
  const elements = [element([energy], { end_date: '2027-01-01' }), element([energy])]
  expect(unreachable(elements, { start_date_time: '2027-02-01T00:00:00Z' })).toEqual([
    'outside-validity $.elements[0].restrictions',
  ])
  expect(unreachable(elements)).toEqual([])
  const midnight = { start_date: '2027-01-01', end_time: '01:00' }
  expect(unreachable([element([energy], midnight), element([energy])])).toEqual([])
})

test('the example is a session in which the price would be expected, and is not used', () => {
  const fields = { elements: [element([energy]), element([energy], { min_kwh: 30 })] }
  const [finding] = findingsOf(fields, 'unreachable-element')
  expect(finding?.examples).toHaveLength(1)
  for (const example of finding?.examples ?? []) {
    const { lines, periods } = rateAgain(tariffOf(fields), example)
    expect(lines.map(({ component }) => component.elementIndex)).toEqual([0])
    expect(periods.reduce((sum, { energyWh }) => sum + energyWh, 0)).toBeGreaterThan(30_000)
  }
})
