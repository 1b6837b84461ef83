/** Tests the publish gate: what it refuses by name, and what it says of a document alone. */

import { parseTariff } from '../parse/parse-tariff.js'
import type { Tariff } from '../tariff.js'
import { findingCodes } from './finding.js'
import { lintTariff } from './lint-tariff.js'

function tariff(fields: Record<string, unknown>): Tariff {
  const { tariff: parsed, faults } = parseTariff({ id: 'T', currency: 'EUR', ...fields })
  if (!parsed) throw new Error(JSON.stringify(faults))
  return parsed
}

const findings = (fields: Record<string, unknown>): string[] =>
  lintTariff(tariff(fields)).map(({ path, code, severity }) => `${severity} ${code} ${path}`)

const price = (type: string, more: Record<string, unknown> = {}) => ({
  type,
  price: 1,
  step_size: 1,
  ...more,
})

const element = (types: string[], restrictions?: Record<string, unknown>) => ({
  price_components: types.map(type => price(type)),
  ...(restrictions && { restrictions }),
})

test('a plain tariff has no findings', () => {
  expect(findings({ elements: [element(['ENERGY', 'FLAT', 'TIME'])] })).toEqual([])
})

test('every code is explained by a sentence', () => {
  for (const meaning of Object.values(findingCodes)) expect(meaning).toMatch(/^.+ .+\.$/)
})

test('prices of a reservation settle nothing for the session, nor the session for them', () => {
  const elements = [
    element(['ENERGY', 'TIME']),
    element(['TIME', 'FLAT'], { reservation: 'RESERVATION' }),
  ]
  expect(findings({ elements })).toEqual([])
})

test('a VAT below zero is refused', () => {
  const elements = [{ price_components: [price('ENERGY', { vat: -19 })] }]
  expect(findings({ elements })).toEqual([
    'fault vat-out-of-range $.elements[0].price_components[0].vat',
  ])
})

test('a price below zero is refused, and nothing is said of sessions that cannot be priced', () => {
  const elements = [{ price_components: [price('ENERGY', { price: -0.01, step_size: 5000 })] }]
  expect(findings({ elements })).toEqual([
    'fault negative-price $.elements[0].price_components[0].price',
  ])
})

test.each([
  [{ before_taxes: 5 }, { before_taxes: 4 }, true],
  [{ before_taxes: 5, after_taxes: 7 }, { before_taxes: 6, after_taxes: 6.5 }, true],
  [{ before_taxes: 5 }, { before_taxes: 5 }, false],
])('a least price of %j and a most of %j cross: %p', (min_price, max_price, isCrossed) => {
  const elements = [element(['ENERGY'])]
  expect(findings({ elements, min_price, max_price })).toEqual(
    isCrossed ? ['fault limits-crossed $.min_price'] : [],
  )
})

test('a tariff that ends as it starts is refused, one that has ended long ago is not', () => {
  const elements = [element(['ENERGY'])]
  const start_date_time = '2020-01-01T00:00:00Z'
  expect(findings({ elements, start_date_time, end_date_time: start_date_time })).toEqual([
    'fault validity-crossed $.end_date_time',
  ])
  expect(findings({ elements, start_date_time, end_date_time: '2020-01-01T00:00:01Z' })).toEqual([])
})

test('taxes a bill could not state are warned of', () => {
  const elements = [element(['ENERGY'])]
  expect(findings({ tax_included: 'YES', elements })).toEqual([
    'warning unclear-tax $.elements[0].price_components[0].vat',
  ])
  const taxed = [{ price_components: [price('ENERGY', { vat: 19 })] }]
  expect(findings({ tax_included: 'N/A', elements: taxed })).toEqual([
    'warning unclear-tax $.elements[0].price_components[0].vat',
  ])
  expect(findings({ tax_included: 'YES', elements: taxed })).toEqual([])
})

test.each([
  [0, undefined],
  [0.19, 'warning'],
  [1, undefined],
  [27, undefined],
  [27.5, 'warning'],
  [100, 'warning'],
  [119, 'fault'],
])('a VAT of %d %% is a %s', (vat, severity) => {
  const elements = [{ price_components: [price('ENERGY', { vat })] }]
  const path = '$.elements[0].price_components[0].vat'
  expect(findings({ elements })).toEqual(severity ? [`${severity} vat-out-of-range ${path}`] : [])
})

test('a share of 1 in place of a percentage is told what it would be as one', () => {
  const elements = [{ price_components: [price('ENERGY', { vat: 0.19 })] }]
  expect(lintTariff(tariff({ elements }))[0]?.message).toContain('write 19 if that share is meant')
})

test('one dimension at two rates of VAT is noted, two dimensions at one each are not', () => {
  const two = [
    { price_components: [price('ENERGY', { vat: 19 })], restrictions: { max_kwh: 5 } },
    { price_components: [price('ENERGY', { vat: 7 })] },
  ]
  expect(findings({ elements: two })).toEqual(['note vat-differs $.elements'])
  expect(findings({ elements: two, tax_included: 'N/A' })).not.toContain('note vat-differs')
  const apart = [{ price_components: [price('ENERGY', { vat: 19 }), price('FLAT', { vat: 7 })] }]
  expect(findings({ elements: apart })).toEqual([])
  const reserved = [
    { price_components: [price('TIME', { vat: 19 })] },
    {
      price_components: [price('TIME', { vat: 7 })],
      restrictions: { reservation: 'RESERVATION' },
    },
  ]
  expect(findings({ elements: reserved })).toEqual([])
})

test('what is wrong with a price of reserved time is said of reserved time', () => {
  const time = price('TIME', { price: -1 })
  const elements = [
    { price_components: [time, time], restrictions: { reservation: 'RESERVATION' } },
  ]
  expect(lintTariff(tariff({ elements })).map(({ dimension }) => dimension)).toEqual([
    'RESERVATION_TIME',
    'RESERVATION_TIME',
    'RESERVATION_TIME',
  ])
})

test('of two prices for one dimension in an element the second is named', () => {
  expect(findings({ elements: [element(['ENERGY', 'ENERGY'])] })).toEqual([
    'warning duplicate-component $.elements[0].price_components[1]',
  ])
})

test.each([
  [0, []],
  [1, []],
  [2, ['warning flat-with-step $.elements[0].price_components[0].step_size']],
])('a FLAT with a step_size of %d', (step_size, expected) => {
  const elements = [{ price_components: [price('FLAT', { step_size })] }]
  expect(findings({ elements })).toEqual(expected)
})

test('restrictions that restrict nothing are named', () => {
  const restrictions = { day_of_week: [], start_time: '08:00', end_time: '08:00' }
  expect(findings({ elements: [element(['ENERGY'], restrictions)] })).toEqual([
    'warning empty-day-set $.elements[0].restrictions.day_of_week',
    'warning whole-day-window $.elements[0].restrictions.end_time',
  ])
})

test('an unknown zone is a bug of the caller', () => {
  const parsed = tariff({ elements: [element(['ENERGY'])] })
  expect(() => lintTariff(parsed, { timeZones: ['Nowhere/Land'] })).toThrow('not an IANA time zone')
})
