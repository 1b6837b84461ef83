/** Tests which overlaps are worth a word: ranges of one kind that cross at different prices. */

import { element, findingsOf, price, rateAgain, tariffOf } from '../testing/lint-documents.js'

const cheap = price('ENERGY', { price: 0.2 })
const dear = price('ENERGY', { price: 0.5 })
const fallback = element([price('ENERGY', { price: 0.3 })])

const overlaps = (first: object, second: object) => {
  const elements = [element([cheap], { ...first }), element([dear], { ...second }), fallback]
  return findingsOf({ elements }, 'overlap').map(({ message, path }) => ({ message, path }))
}

test.each([
  [
    'from 17:00 to 18:00',
    { start_time: '08:00', end_time: '18:00' },
    { start_time: '17:00', end_time: '22:00' },
  ],
  [
    'from 05:00 to 06:00',
    { start_time: '22:00', end_time: '06:00' },
    { start_time: '05:00', end_time: '21:00' },
  ],
  ['on Friday', { day_of_week: ['THURSDAY', 'FRIDAY'] }, { day_of_week: ['FRIDAY', 'SATURDAY'] }],
  ['from 8 kWh on and below 10 kWh', { max_kwh: 10 }, { min_kwh: 8 }],
  [
    'at a power from 11 kW on and below 22 kW',
    { min_power: 3, max_power: 22 },
    { min_power: 11, max_power: 50 },
  ],
  [
    'from 50 min on and before 1 h of the session',
    { max_duration: 3600 },
    { min_duration: 3000, max_duration: 7200 },
  ],
  [
    'from 2027-03-01 and before 2027-03-02',
    { start_date: '2027-02-01', end_date: '2027-03-02' },
    { start_date: '2027-03-01', end_date: '2027-04-01' },
  ],
])('%s two ranges of one kind overlap', (where, first, second) => {
  const [found, ...others] = overlaps(first, second)
  expect(others).toEqual([])
  expect(found?.path).toBe('$.elements[1].restrictions')
  expect(found?.message).toContain(`both this element and $.elements[0] price ENERGY ${where}, at`)
})

test.each([
  [
    'one lies within the other',
    { start_time: '08:00', end_time: '18:00' },
    { start_time: '07:00' },
  ],
  ['they meet', { start_time: '08:00', end_time: '18:00' }, { start_time: '18:00' }],
  ['they are alike', { start_time: '08:00' }, { start_time: '08:00' }],
  ['they are of two kinds', { day_of_week: ['SUNDAY'] }, { start_time: '18:00' }],
  ['they never meet', { max_kwh: 5 }, { min_kwh: 6 }],
])('nothing is said where %s', (_, first, second) => {
  expect(overlaps(first, second)).toEqual([])
})

test('windows of reserved time overlap with one another, and not with those of the session', () => {
  const [early, late] = [{ end_time: '18:00' }, { start_time: '17:00' }]
  const two = price('TIME', { price: 2 })
  const three = price('TIME', { price: 3 })
  const on = { reservation: 'RESERVATION' }
  const both = (first: object, second: object) =>
    findingsOf(
      { elements: [element([two], { ...first }), element([three], { ...second })] },
      'overlap',
    )
  expect(both({ ...early, ...on }, { ...late, ...on })).toMatchObject([
    { dimension: 'RESERVATION_TIME', examples: [{ stretches: [{ activity: 'RESERVED' }] }] },
  ])
  expect(both(early, { ...late, ...on })).toEqual([])
})

test('nothing is said where both price alike, or an earlier element settles it', () => {
  const [early, late] = [{ max_kwh: 10 }, { min_kwh: 8 }]
  const alike = [element([cheap], early), element([cheap], late)]
  expect(findingsOf({ elements: alike }, 'overlap')).toEqual([])
  const settled = [element([dear], { min_kwh: 7, max_kwh: 11 }), element([cheap], early)]
  const elements = [...settled, element([dear], late)]
  expect(findingsOf({ elements }, 'overlap').map(({ elementIndex }) => elementIndex)).toEqual([1])
})

test('the example is billed by the earlier element where both would apply', () => {
  const elements = [element([cheap], { max_kwh: 10 }), element([dear], { min_kwh: 8 })]
  const [finding] = findingsOf({ elements }, 'overlap')
  const [example] = finding?.examples ?? []
  const lines = example ? rateAgain(tariffOf({ elements }), example).lines : []
  expect(lines.map(({ component, quantity }) => [component.elementIndex, quantity])).toEqual([
    [0, 10_000_000],
  ])
})
