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
  return figures.totalCost
}

test.each([
  ['NO', 21, { exclVat: '0.5', inclVat: '0.605' }],
  ['NO', null, { exclVat: '0.5', inclVat: '0.5' }],
  ['YES', 21, { exclVat: '0.4132', inclVat: '0.5' }],
  ['YES', null, { inclVat: '0.5' }],
  ['N/A', 21, { exclVat: '0.5', inclVat: '0.5' }],
])('tax included %s at %p %%: %j', (tax_included, vat, cost) => {
  expect(total({ tax_included }, vat)).toEqual(cost)
})

test.each([
  ['the tax follows the raised net amount', { min_price: { before_taxes: 5 } }, ['5', '6.05']],
  ['each side keeps its own bound', { min_price: { before_taxes: 5, after_taxes: 6 } }, ['5', '6']],
  [
    'a bound that only one side breaks moves only that side',
    { min_price: { before_taxes: 0.1, after_taxes: 6 } },
    ['0.5', '6'],
  ],
  ['a total on the limit is unchanged', { max_price: { before_taxes: 0.5 } }, ['0.5', '0.605']],
  [
    'the tax follows the lowered net amount',
    { max_price: { before_taxes: 0.4 } },
    ['0.4', '0.484'],
  ],
])('%s', (_, limits, [exclVat, inclVat]) => {
  expect(total(limits, 21)).toEqual({ exclVat, inclVat })
})

test('where nothing was used, the tax of a least price is that of the first declared rate', () => {
  expect(total({ min_price: { before_taxes: 5 } }, 21, 0)).toEqual({
    exclVat: '5',
    inclVat: '6.05',
  })
})
