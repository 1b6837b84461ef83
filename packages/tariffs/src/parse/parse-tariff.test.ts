/**
 * Tests that tariffs of all three OCPI versions are read, and that all faults are found at once.
 */

import { parseTariff } from './parse-tariff.js'

const energy = { type: 'ENERGY', price: 0.25, step_size: 1 }

test('a tariff of OCPI 2.3.0 is read whole', () => {
  const document = {
    country_code: 'DE',
    party_id: 'ALL',
    id: '16',
    currency: 'EUR',
    type: 'REGULAR',
    tax_included: 'NO',
    min_price: { before_taxes: 0.5, after_taxes: 0.6 },
    start_date_time: '2026-01-01T00:00:00Z',
    elements: [
      {
        price_components: [{ ...energy, vat: 20 }],
        restrictions: { start_time: '17:00', day_of_week: ['SATURDAY', 'SUNDAY'], min_kwh: 1.5 },
      },
    ],
    last_updated: '2025-12-01T00:00:00Z',
  }
  expect(parseTariff(document)).toEqual({
    tariff: {
      id: '16',
      currency: 'EUR',
      type: 'REGULAR',
      taxIncluded: 'NO',
      elements: [
        {
          components: [{ type: 'ENERGY', price: '0.25', stepSize: 1, vatPercent: '20' }],
          restrictions: { startTime: '17:00', daysOfWeek: [6, 7], minKwh: '1.5' },
        },
      ],
      minPrice: { beforeTaxes: '0.5', afterTaxes: '0.6' },
      startsAt: '2026-01-01T00:00:00Z',
      document,
    },
    faults: [],
  })
})

test('price limits of OCPI 2.2.1 are the same figures by other names', () => {
  const { tariff } = parseTariff({
    id: 'T',
    currency: 'EUR',
    max_price: { excl_vat: 10, incl_vat: 12 },
    elements: [{ price_components: [energy] }],
  })
  expect(tariff?.maxPrice).toEqual({ beforeTaxes: '10', afterTaxes: '12' })
  expect(tariff?.taxIncluded).toBe('NO')
})

test('a tariff of OCPI 2.1.1 knows no VAT', () => {
  const { tariff, faults } = parseTariff({
    id: '12',
    currency: 'EUR',
    tariff_alt_url: 'https://example.com/tariffs/12',
    elements: [{ price_components: [{ type: 'TIME', price: '2.00', step_size: 300 }] }],
    last_updated: '2015-06-29T20:39:09Z',
  })
  expect(tariff?.elements[0]?.components).toEqual([
    { type: 'TIME', price: '2', stepSize: 300, vatPercent: null },
  ])
  expect(faults).toMatchObject([
    { path: '$.elements[0].price_components[0].price', code: 'number-as-text' },
  ])
})

test('restrictions on current, power and reservations are read', () => {
  const { tariff, faults } = parseTariff({
    id: 'T',
    currency: 'EUR',
    elements: [
      {
        price_components: [energy],
        restrictions: { min_current: 6, max_current: 32.5, min_power: '3.7', max_power: 11 },
      },
      {
        price_components: [{ type: 'TIME', price: 5, step_size: 60 }],
        restrictions: { reservation: 'RESERVATION_EXPIRES' },
      },
    ],
  })
  expect(tariff?.elements.map(({ restrictions }) => restrictions)).toEqual([
    { minCurrentA: '6', maxCurrentA: '32.5', minPowerKw: '3.7', maxPowerKw: '11' },
    { reservation: 'RESERVATION_EXPIRES' },
  ])
  expect(faults).toMatchObject([{ code: 'number-as-text', severity: 'warning' }])
})

test('an element on reservations prices nothing but TIME and FLAT', () => {
  const { faults } = parseTariff({
    id: 'T',
    currency: 'EUR',
    elements: [
      {
        price_components: [{ type: 'TIME', price: 5 }, energy, { type: 'PARKING_TIME', price: 1 }],
        restrictions: { reservation: 'RESERVATION' },
      },
    ],
  })
  expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
    '$.elements[0].price_components[1].type not-a-reservation-price',
    '$.elements[0].price_components[2].type not-a-reservation-price',
  ])
})

test('names of closed lists are not guessed from another case', () => {
  const { faults } = parseTariff({
    id: 'T',
    currency: 'EUR',
    type: 'regular',
    elements: [
      {
        price_components: [{ type: 'energy', price: 1 }],
        restrictions: { day_of_week: ['Monday'], reservation: 'reservation' },
      },
    ],
  })
  expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
    '$.elements[0].price_components[0].type unknown-value',
    '$.elements[0].restrictions.day_of_week[0] not-a-weekday',
    '$.elements[0].restrictions.reservation unknown-value',
    '$.type unknown-value',
  ])
})

test('all faults of a document come at once, each with its place', () => {
  const { tariff, faults } = parseTariff({
    currency: 'EURO',
    tax_included: 'MAYBE',
    min_price: { before_taxes: -1 },
    elements: [
      {
        price_components: [
          { type: 'ENERGY', price: 'free', step_size: 0.5 },
          { type: 'CURRENT', price: 1, step_size: 1 },
          { type: 'TIME', price: 0.123456789, step_size: 1, vat: -19 },
        ],
        restrictions: { start_time: '25:00', start_date: '2026-02-30', moon_phase: 'FULL' },
      },
    ],
  })
  expect(tariff).toBeUndefined()
  expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
    '$.id missing-field',
    '$.currency unknown-currency',
    '$.elements[0].price_components[0].price not-a-number',
    '$.elements[0].price_components[0].step_size not-a-count',
    '$.elements[0].price_components[1].type unknown-value',
    '$.elements[0].price_components[2].price too-many-decimals',
    '$.elements[0].price_components[2].vat negative-tax',
    '$.elements[0].restrictions.start_time not-a-time',
    '$.elements[0].restrictions.start_date not-a-date',
    '$.elements[0].restrictions.moon_phase unknown-restriction',
    '$.min_price.before_taxes negative-limit',
    '$.tax_included unknown-value',
  ])
})

test('a field this engine does not know is kept and named, and refuses nothing', () => {
  const document = { id: 'T', currency: 'EUR', elements: [{ price_components: [energy] }], hue: 1 }
  const { tariff, faults } = parseTariff(document)
  expect(tariff?.document).toBe(document)
  expect(faults).toMatchObject([{ path: '$.hue', code: 'unknown-field', severity: 'warning' }])
})

test.each([
  [{ id: 'T', currency: 'EUR', elements: [] }, '$.elements', 'no-elements'],
  [
    { id: 'T', currency: 'EUR', elements: [{ price_components: [] }] },
    '$.elements[0].price_components',
    'no-components',
  ],
  [[], '$', 'not-an-object'],
])('%j is refused at %s', (document, path, code) => {
  const { tariff, faults } = parseTariff(document)
  expect(tariff).toBeUndefined()
  expect(faults).toMatchObject([{ path, code }])
})
