/** Tests that parking without end is noted, with what a forgotten vehicle costs. */

import { element, findingsOf, price } from '../testing/lint-documents.js'

const noted = (component: object, more: object = {}, restrictions: object = {}) =>
  findingsOf(
    { elements: [element([{ ...component }], { ...restrictions })], ...more },
    'unbounded-parking',
  )

test('parking at a price without end is noted with two days of it', () => {
  const [finding] = noted(price('PARKING_TIME', { price: 6 }))
  expect(finding).toMatchObject({ severity: 'note', dimension: 'PARKING_TIME' })
  expect(finding?.examples).toMatchObject([
    { price: '288.00', stretches: [{ activity: 'CHARGING' }, { seconds: 172_800 }] },
  ])
})

test.each([
  ['a max_price ends it', price('PARKING_TIME'), { max_price: { before_taxes: 50 } }, {}],
  ['a duration ends it', price('PARKING_TIME'), {}, { max_duration: 7200 }],
  ['it is free', price('PARKING_TIME', { price: 0 }), {}, {}],
  ['the tariff has no price for it', price('ENERGY'), {}, {}],
])('nothing is said where %s', (_, component, more, restrictions) => {
  expect(noted(component, more, restrictions)).toEqual([])
})
