/** Tests that stretches without a price are found: in the week, the year, the energy, the time. */

import { Temporal } from '@wattline/units'

import { element, findingsOf, price, rateAgain, tariffOf } from '../testing/lint-documents.js'

const energy = price('ENERGY')
const time = price('TIME')
const mondayToSaturday = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY']
const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY']

const nothing = (elements: readonly unknown[], more: object = {}) =>
  findingsOf({ elements, ...more }, 'nothing-priced')
const unpriced = (elements: readonly unknown[]) => findingsOf({ elements }, 'dimension-unpriced')

test.each([
  [
    'on Saturday, Sunday from 02:00 to 08:00',
    [{ day_of_week: weekdays }, { start_time: '08:00', end_time: '02:00' }],
  ],
  ['from 10 kWh on', [{ max_kwh: 10 }]],
  ['below 0.5 kWh', [{ min_kwh: 0.5 }]],
  ['before 30 min of the session', [{ min_duration: 1800 }]],
  ['from 2027-07-01', [{ start_date: '2027-01-01', end_date: '2027-07-01' }]],
  [
    'from 2027-07-01 and before 2027-08-01',
    [{ end_date: '2027-07-01' }, { start_date: '2027-08-01' }],
  ],
  ['from 02:00 to 03:00', [{ start_time: '03:00', end_time: '02:00' }]],
  ['from 23:59 to 24:00', [{ end_time: '23:59' }]],
  ['at a power below 22 kW', [{ min_power: 22 }]],
  ['at a power from 7.4 kW on and below 11 kW', [{ max_power: 7.4 }, { min_power: 11 }]],
  ['on Sunday at a current from 32 A on', [{ max_current: 32 }, { day_of_week: mondayToSaturday }]],
])('charging costs nothing %s', (where, restrictions) => {
  const elements = restrictions.map(each => element([energy], each))
  const [finding] = nothing(elements)
  expect(finding).toMatchObject({ severity: 'warning', path: '$.elements' })
  expect(finding?.message).toContain(`charging costs nothing ${where}: a session on `)
  for (const example of finding?.examples ?? []) {
    const { periods, lines } = rateAgain(tariffOf({ elements }), example)
    const priced = new Set(lines.flatMap(({ shares }) => shares.map(({ period }) => period)))
    expect(periods.some(({ energyWh }, index) => energyWh > 0 && !priced.has(index))).toBe(true)
  }
})

test.each([
  [
    'windows',
    [
      { start_time: '07:00', end_time: '22:00' },
      { start_time: '22:00', end_time: '07:00' },
    ],
  ],
  ['days', [{ day_of_week: weekdays }, { day_of_week: ['SUNDAY', 'SATURDAY'] }]],
  ['powers', [{ max_power: 11 }, { min_power: 11 }]],
  [
    'currents and powers',
    [{ max_current: 32 }, { min_current: 32, max_power: 50 }, { min_power: 50 }],
  ],
  ['dates', [{ end_date: '2027-07-01' }, { start_date: '2027-07-01' }]],
  ['energy and time', [{ max_kwh: 5 }, { min_kwh: 5, max_duration: 60 }, { min_duration: 60 }]],
])('%s that meet leave nothing unpriced', (_, restrictions) => {
  const elements = restrictions.map(each => element([energy], each))
  expect([...nothing(elements), ...unpriced(elements)]).toEqual([])
})

test('dates that leave the validity of the tariff uncovered are found, others are not', () => {
  const elements = [element([energy], { start_date: '2027-01-01', end_date: '2028-01-01' })]
  const validity = {
    start_date_time: '2026-12-31T23:00:00Z',
    end_date_time: '2027-12-31T23:00:00Z',
  }
  expect(nothing(elements, validity)).toEqual([])
  const [late] = nothing(elements, { ...validity, end_date_time: '2027-12-31T23:00:01Z' })
  expect(late?.examples[0]?.startedAt).toBe('2027-12-31T23:00:00Z')
  const [early] = nothing(elements, { ...validity, start_date_time: '2026-12-31T22:59:59Z' })
  expect(early?.examples[0]?.startedAt).toBe('2026-12-31T22:59:59Z')
})

test.each(['America/New_York', 'Europe/Berlin', 'Pacific/Auckland', 'Africa/Cairo'])(
  'in %s a tariff without a start is looked at from its first date, at the midnight of the site',
  timeZone => {
    // Cairo's clock skips the midnight of 2027-04-30.
    const elements = [element([energy], { start_date: '2027-04-30' })]
    expect(findingsOf({ elements }, 'nothing-priced', { timeZones: [timeZone] })).toEqual([])
    const short = [element([energy], { start_date: '2027-04-30', start_time: '00:01' })]
    const [finding] = findingsOf({ elements: short }, 'nothing-priced', { timeZones: [timeZone] })
    expect(finding?.message).toContain('from 00:00 to 00:01')
  },
)

test('what lies before publication is not looked at', () => {
  const fields = { elements: [element([energy], { start_date: '2027-06-01' })] }
  const at = (text: string) =>
    findingsOf(fields, 'nothing-priced', {
      timeZones: ['Europe/Berlin'],
      publishedAt: Temporal.Instant.from(text),
    })
  expect(at('2027-05-31T22:00:00Z')).toEqual([])
  expect(at('2027-05-31T21:59:59Z')).toHaveLength(1)
})

test('a dimension without a price is a note where another one is priced', () => {
  const byHour = { start_time: '08:00', end_time: '20:00' }
  const elements = [element([energy, time], byHour), element([time])]
  expect(nothing(elements)).toEqual([])
  expect(unpriced(elements)).toMatchObject([{ severity: 'note', dimension: 'ENERGY' }])
})

test('a FLAT is a price for what follows it', () => {
  const elements = [element([price('FLAT')]), element([energy], { min_kwh: 50 })]
  expect(nothing(elements)).toEqual([])
  expect(unpriced(elements)).toMatchObject([{ dimension: 'ENERGY', severity: 'note' }])
})

test('a price of 0 says that free is meant', () => {
  const free = element([price('ENERGY', { price: 0 })])
  expect(nothing([element([energy], { start_time: '08:00' }), free])).toEqual([])
})

test('parking without a price is noted, and the example parks', () => {
  const elements = [element([energy]), element([price('PARKING_TIME')], { min_duration: 7200 })]
  const [finding] = unpriced(elements)
  expect(finding).toMatchObject({ dimension: 'PARKING_TIME', severity: 'note' })
  expect(finding?.examples[0]?.stretches.at(-1)).toMatchObject({ activity: 'PARKED' })
})

test('prices of reservations leave no stretch of the session unpriced, and price none of it', () => {
  const reserved = element([time], { reservation: 'RESERVATION', start_time: '08:00' })
  expect([
    ...nothing([element([energy]), reserved]),
    ...unpriced([element([energy]), reserved]),
  ]).toEqual([])
  expect(nothing([element([energy], { start_time: '08:00' }), reserved])).toHaveLength(1)
})

test('a tariff of FLATs alone has no stretch to speak of', () => {
  const elements = [element([price('FLAT')], { start_time: '08:00' })]
  expect([...nothing(elements), ...unpriced(elements)]).toEqual([])
})

test('without a zone a gap is found that only one hemisphere has', () => {
  // A window of a day on which Berlin's clock skips the hour and Sydney's does not.
  const restrictions = [
    { start_time: '03:00', end_time: '02:00' },
    { end_date: '2027-03-28' },
    { start_date: '2027-03-29' },
  ]
  const elements = restrictions.map(each => element([energy], each))
  expect(findingsOf({ elements }, 'nothing-priced', { timeZones: ['Europe/Berlin'] })).toEqual([])
  const [finding] = findingsOf({ elements }, 'nothing-priced', {})
  expect(finding?.examples[0]?.timeZone).toBe('Australia/Sydney')
})
