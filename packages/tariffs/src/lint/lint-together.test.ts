/** Tests what is said between tariffs of one list: times with two of them, and times with none. */

import { element, price, priceAgain, tariffOf } from '../testing/lint-documents.js'
import { lintTogether } from './lint-together.js'

const listed = (id: string, [from, to]: [string?, string?], more: object = {}) =>
  tariffOf({
    id,
    elements: [element([price('ENERGY', { price: id === 'A' ? 1 : 2 })])],
    ...(from && { start_date_time: `${from}T00:00:00Z` }),
    ...(to && { end_date_time: `${to}T00:00:00Z` }),
    ...more,
  })

const shown = (tariffs: Parameters<typeof lintTogether>[0]): string[] =>
  lintTogether(tariffs).map(({ code, path }) => `${code} ${path}`)

test.each`
  first                           | second                          | expected
  ${['2027-01-01', '2027-07-01']} | ${['2027-07-01', '2028-01-01']} | ${[]}
  ${[undefined, '2027-07-01']}    | ${['2027-07-01', undefined]}    | ${[]}
  ${['2027-01-01', '2027-07-02']} | ${['2027-07-01', '2028-01-01']} | ${['validity-overlap $[1].start_date_time']}
  ${['2027-01-01', undefined]}    | ${['2027-07-01', '2028-01-01']} | ${['validity-overlap $[1].start_date_time']}
  ${[undefined, undefined]}       | ${[undefined, undefined]}       | ${['validity-overlap $[1].start_date_time']}
  ${['2027-01-01', '2027-06-30']} | ${['2027-07-01', '2028-01-01']} | ${['validity-gap $[1].start_date_time']}
  ${['2027-07-01', '2028-01-01']} | ${['2027-01-01', '2027-06-30']} | ${['validity-gap $[0].start_date_time']}
`('$first and $second', ({ first, second, expected }) => {
  expect(shown([listed('A', first), listed('B', second)])).toEqual(expected)
})

test('one session is priced by both where they overlap', () => {
  const tariffs = [listed('A', [undefined, '2027-07-02']), listed('B', ['2027-07-01'])]
  const [finding] = lintTogether(tariffs)
  expect(finding?.examples.map(each => each.price)).toEqual(['20.00', '40.00'])
  expect(finding?.message).toContain(
    'A and B are both valid from 2027-07-01T00:00:00Z on, before 2027-07-02T00:00:00Z',
  )
  finding?.examples.forEach((example, index) => {
    const tariff = tariffs[index]
    expect(tariff && priceAgain(tariff, example)).toBe(example.price)
  })
})

test('a long tariff bridges what short ones leave', () => {
  const [short, next] = [listed('B', ['2027-02-01', '2027-03-01']), listed('C', ['2027-05-01'])]
  const long = listed('A', ['2027-01-01', '2027-05-01'])
  expect(shown([short, next, long])).toEqual(['validity-overlap $[0].start_date_time'])
})

test('tariffs of two types are for different drivers, one without a type is for the rest', () => {
  const always: [string?, string?] = []
  const regular = listed('A', always, { type: 'REGULAR' })
  const adHoc = listed('B', always, { type: 'AD_HOC_PAYMENT' })
  expect(shown([regular, adHoc, listed('C', always)])).toEqual([])
  expect(shown([regular, adHoc, listed('C', always, { type: 'REGULAR' })])).toHaveLength(1)
})

test('a tariff that cannot be priced is compared without a session', () => {
  const broken = listed('B', [], { elements: [element([price('ENERGY', { price: -1 })])] })
  expect(lintTogether([listed('A', []), broken])).toMatchObject([{ examples: [] }])
})
