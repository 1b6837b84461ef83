/** Tests cost figures where tax is included, unknown or limited. */

import { priceCdr } from './price-cdr.js'

function total(fields: Record<string, unknown>, vat: number | null, kwh = 1) {
  const component = { type: 'ENERGY', price: 0.5, step_size: 1, ...(vat !== null && { vat }) }
  const { figures, refused } = priceCdr({
    tariffs: [
      { id: 'T', currency: 'EUR', elements: [{ price_components: [component] }], ...fields },
    ],
    cdr: {
      end_date_time: '2026-03-02T11:00:00Z',
      charging_periods: [
        { start_date_time: '2026-03-02T10:00:00Z', dimensions: [{ type: 'ENERGY', volume: kwh }] },
      ],
    },
    timeZone: 'UTC',
  })
  if (!figures) throw new Error(JSON.stringify(refused))
  return figures.total_cost
}

test.each([
  ['NO', 21, { excl_vat: '0.5000', incl_vat: '0.6050' }],
  ['NO', null, { excl_vat: '0.5000', incl_vat: '0.5000' }],
  ['YES', 21, { excl_vat: '0.4132', incl_vat: '0.5000' }],
  ['YES', null, { excl_vat: null, incl_vat: '0.5000' }],
  ['N/A', 21, { excl_vat: '0.5000', incl_vat: '0.5000' }],
])('tax included %s at %p %%: %j', (tax_included, vat, cost) => {
  expect(total({ tax_included }, vat)).toEqual(cost)
})

test.each([
  [
    'the tax follows the raised net amount',
    { min_price: { before_taxes: 5 } },
    ['5.0000', '6.0500'],
  ],
  [
    'each side keeps its own bound',
    { min_price: { before_taxes: 5, after_taxes: 6 } },
    ['5.0000', '6.0000'],
  ],
  [
    'a bound that only one side breaks moves only that side',
    { min_price: { before_taxes: 0.1, after_taxes: 6 } },
    ['0.5000', '6.0000'],
  ],
  ['a total on the limit is unchanged', { max_price: { before_taxes: 0.5 } }, ['0.5000', '0.6050']],
  [
    'the tax follows the lowered net amount',
    { max_price: { before_taxes: 0.4 } },
    ['0.4000', '0.4840'],
  ],
])('%s', (_, limits, [excl_vat, incl_vat]) => {
  expect(total(limits, 21)).toEqual({ excl_vat, incl_vat })
})

test('where nothing was used, the tax of a least price is that of the first declared rate', () => {
  expect(total({ min_price: { before_taxes: 5 } }, 21, 0)).toEqual({
    excl_vat: '5.0000',
    incl_vat: '6.0500',
  })
})
