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

const none = { excl_vat: '0.0000', incl_vat: '0.0000' }

test('costs and billed quantities are stated in OCPI’s own names, with four decimals', () => {
  expect(priceCdr(received).figures).toEqual({
    total_cost: { excl_vat: '2.3750', incl_vat: '2.6125' },
    total_fixed_cost: { excl_vat: '0.5000', incl_vat: '0.6000' },
    total_energy_cost: { excl_vat: '1.3750', incl_vat: '1.5125' },
    total_time_cost: { excl_vat: '0.5000', incl_vat: '0.5000' },
    total_parking_cost: none,
    total_reservation_cost: none,
    billed: {
      ENERGY_kwh: '5.5000',
      TIME_hours: '0.5000',
      PARKING_TIME_hours: '0.0000',
      RESERVATION_TIME_hours: '0.0000',
    },
    lines: [
      expect.objectContaining({ dimension: 'FLAT', component: 'elements[0].price_components[0]' }),
      {
        dimension: 'ENERGY',
        tariff_id: 'T',
        component: 'elements[0].price_components[1]',
        is_reservation: false,
        quantity: '5.5',
        added_by_step: '0.1',
        price: '0.25',
        vat: '10',
        cost: { excl_vat: '1.3750', incl_vat: '1.5125' },
      },
      expect.objectContaining({ dimension: 'TIME', quantity: '0.5', vat: null }),
    ],
    warnings: [],
  })
})

test('OCPI 2.1.1 knows no VAT, so what is due with it is not known', () => {
  const { figures } = priceCdr({
    ...received,
    version: '2.1.1',
    tariffs: [
      { ...received.tariffs[0], elements: [{ price_components: [{ type: 'ENERGY', price: 1 }] }] },
    ],
  })
  expect(figures?.total_cost).toEqual({ excl_vat: '5.4000', incl_vat: null })
})

test('a reservation fee belongs to the reservation, a start fee is fixed', () => {
  const flat = (price: number) => ({ price_components: [{ type: 'FLAT', price, step_size: 1 }] })
  const { figures } = priceCdr({
    ...received,
    tariffs: [
      {
        id: 'T',
        currency: 'EUR',
        elements: [{ ...flat(2), restrictions: { reservation: 'RESERVATION' } }, flat(0.5)],
      },
    ],
    cdr: {
      end_date_time: '2026-03-02T11:00:00Z',
      charging_periods: [
        {
          start_date_time: '2026-03-02T10:00:00Z',
          dimensions: [{ type: 'RESERVATION_TIME', volume: 0.25 }],
        },
        {
          start_date_time: '2026-03-02T10:15:00Z',
          dimensions: [{ type: 'ENERGY', volume: 1 }],
        },
      ],
    },
  })
  expect(figures?.total_reservation_cost.excl_vat).toBe('2.0000')
  expect(figures?.total_fixed_cost.excl_vat).toBe('0.5000')
  expect(figures?.total_cost.excl_vat).toBe('2.5000')
})

test('tariffs on both sides of the tax are stated together', () => {
  const side = (id: string, tax_included: string, price: number) => ({
    id,
    currency: 'EUR',
    tax_included,
    elements: [{ price_components: [{ type: 'ENERGY', price, step_size: 1, vat: 10 }] }],
  })
  const period = (at: string, tariff_id: string) => ({
    start_date_time: `2026-03-02T${at}:00Z`,
    dimensions: [{ type: 'ENERGY', volume: 1 }],
    tariff_id,
  })
  const { figures } = priceCdr({
    tariffs: [side('net', 'NO', 1), side('gross', 'YES', 1.1)],
    cdr: {
      end_date_time: '2026-03-02T11:00:00Z',
      charging_periods: [period('10:00', 'net'), period('10:30', 'gross')],
    },
    timeZone: 'UTC',
  })
  expect(figures?.total_cost).toEqual({ excl_vat: '2.0000', incl_vat: '2.2000' })
})

test('what cannot be priced is refused with its faults', () => {
  expect(priceCdr({ ...received, tariffs: [] })).toMatchObject({ refused: [{ code: 'no-tariff' }] })
})
