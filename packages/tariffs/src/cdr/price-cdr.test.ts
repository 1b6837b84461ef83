/** Tests the figures of a CDR: costs by dimension before and after VAT, and what was billed. */

import { priceCdr } from './price-cdr.js'

const received = {
  tariffs: [
    {
      id: 'T',
      currency: 'EUR',
      elements: [
        {
          price_components: [
            { type: 'FLAT', price: 0.5, step_size: 1, vat: 20 },
            { type: 'ENERGY', price: 0.25, step_size: 500, vat: 10 },
            { type: 'TIME', price: 1, step_size: 600 },
          ],
        },
      ],
    },
  ],
  cdr: {
    end_date_time: '2026-03-02T11:00:00Z',
    charging_periods: [
      {
        start_date_time: '2026-03-02T10:00:00Z',
        dimensions: [
          { type: 'ENERGY', volume: 5.4 },
          { type: 'TIME', volume: 0.4 },
        ],
      },
    ],
  },
  timeZone: 'Europe/Amsterdam',
}

test('costs and billed quantities are stated by dimension', () => {
  expect(priceCdr(received).figures).toEqual({
    totalCost: { exclVat: '2.375', inclVat: '2.6125' },
    costs: {
      FLAT: { exclVat: '0.5', inclVat: '0.6' },
      ENERGY: { exclVat: '1.375', inclVat: '1.5125' },
      TIME: { exclVat: '0.5', inclVat: '0.5' },
    },
    billed: { FLAT: '1', ENERGY: '5.5', TIME: '0.5' },
  })
})

test('what cannot be priced is refused with its faults', () => {
  expect(priceCdr({ ...received, tariffs: [] })).toMatchObject({ refused: [{ code: 'no-tariff' }] })
})
