/** Tests the reading of whole cases: where tariffs and zone may stand, and how faults are named. */

import { priceCase } from './price-case.js'

const tariff = {
  id: 'T',
  currency: 'EUR',
  elements: [
    { price_components: [{ type: 'TIME', price: 6, step_size: 600, vat: 20 }] },
    {
      price_components: [{ type: 'FLAT', price: 4, step_size: 1, vat: 20 }],
      restrictions: { reservation: 'RESERVATION_EXPIRES' },
    },
  ],
}
const cdr = {
  start_date_time: '2026-03-02T09:00:00Z',
  end_date_time: '2026-03-02T10:00:00Z',
  currency: 'EUR',
  charging_periods: [
    { start_date_time: '2026-03-02T09:00:00Z', dimensions: [{ type: 'TIME', volume: 0.25 }] },
  ],
}
const base = { name: 'case', ocpi_version: '2.2.1', timezone: 'Europe/Berlin', tariff, cdr }

const totalOf = (document: unknown): unknown => {
  const priced = priceCase(document)
  return 'error' in priced ? priced : priced.total_cost
}

test('a case is priced under its name', () => {
  expect(priceCase(base)).toMatchObject({
    name: 'case',
    total_cost: { excl_vat: '2.0000', incl_vat: '2.4000' },
    warnings: [],
  })
})

test.each([
  ['in a list', { ...base, tariff: undefined, tariffs: [tariff] }],
  ['in the CDR', { ...base, tariff: null, cdr: { ...cdr, tariffs: [tariff] } }],
])('the tariff may stand %s', (_, document) => {
  expect(totalOf(document)).toEqual({ excl_vat: '2.0000', incl_vat: '2.4000' })
})

test('the zone may stand in the location of the CDR', () => {
  const location = { time_zone: 'Europe/Berlin' }
  expect(totalOf({ ...base, timezone: null, cdr: { ...cdr, location } })).toEqual({
    excl_vat: '2.0000',
    incl_vat: '2.4000',
  })
})

test('the context says what a CDR cannot', () => {
  expect(totalOf({ ...base, context: { apply_step_size: false } })).toMatchObject({
    excl_vat: '1.5000',
  })
  const reserved = {
    ...cdr,
    charging_periods: [
      {
        start_date_time: '2026-03-02T09:00:00Z',
        dimensions: [{ type: 'RESERVATION_TIME', volume: 1 }],
      },
    ],
  }
  const context = { reservation_expired: true }
  expect(totalOf({ ...base, cdr: reserved })).toMatchObject({ excl_vat: '0.0000' })
  expect(totalOf({ ...base, cdr: reserved, context })).toMatchObject({ excl_vat: '4.0000' })
})

test('warnings stand at their place in the case, in the spelling of OCPI', () => {
  const asText = {
    ...tariff,
    elements: [{ price_components: [{ type: 'TIME', price: '6', step_size: 600 }] }],
  }
  const priced = priceCase({ ...base, tariff: asText, context: { weather: 'fine' } })
  const warnings = 'error' in priced ? [] : priced.warnings
  expect(warnings.map(({ path, code }) => `${path} ${code}`)).toEqual([
    '$.context.weather unknown_field',
    '$.tariff.elements[0].price_components[0].price number_as_text',
  ])
})

test.each([
  ['a version nobody prices', { ...base, ocpi_version: '3.0' }, 'unknown_version'],
  ['no zone', { ...base, timezone: undefined }, 'missing_field'],
  ['a zone that is none', { ...base, timezone: 'Berlin' }, 'unknown_time_zone'],
  ['no tariff', { ...base, tariff: undefined }, 'no_tariff'],
  ['no CDR', { ...base, cdr: undefined }, 'not_an_object'],
  ['a context that is none', { ...base, context: { apply_step_size: 'no' } }, 'not_a_flag'],
  ['no object', 'case', 'not_an_object'],
])('%s is refused by name', (_, document, error) => {
  expect(priceCase(document)).toEqual({
    name: document === 'case' ? null : 'case',
    error,
    message: expect.stringContaining('$'),
  })
})

test('a refusal names every fault at its place in the case', () => {
  const broken = { ...base, tariff: { ...tariff, currency: 'EURO' }, cdr: { ...cdr, currency: 7 } }
  expect(priceCase(broken)).toMatchObject({
    error: 'unknown_currency',
    message: expect.stringMatching(/\$\.tariff\.currency: .*; \$\.cdr\.currency: /),
  })
})
