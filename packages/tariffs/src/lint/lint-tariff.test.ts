/** Tests the publish gate: what it refuses by name, and what it only warns of. */

import { parseTariff } from '../parse/parse-tariff.js'
import type { Tariff } from '../tariff.js'
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
  expect(findings({ elements: [element(['ENERGY', 'FLAT', 'PARKING_TIME'])] })).toEqual([])
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
    'fault negative-tax $.elements[0].price_components[0].vat',
  ])
})

test('a price below zero is refused', () => {
  const elements = [{ price_components: [price('ENERGY', { price: -0.01 })] }]
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

test('an element that can never apply is unreachable', () => {
  const elements = [element(['ENERGY'], { min_kwh: 5, max_kwh: 5 }), element(['ENERGY'])]
  expect(findings({ elements })).toEqual(['warning unreachable-element $.elements[0].restrictions'])
})

test('an element behind prices that always come first is unreachable', () => {
  const elements = [element(['ENERGY', 'TIME']), element(['TIME'], { start_time: '07:00' })]
  expect(findings({ elements })).toEqual(['warning unreachable-element $.elements[1]'])
})

test('a single price behind one that always comes first is named alone', () => {
  const elements = [element(['ENERGY']), element(['ENERGY', 'TIME'])]
  expect(findings({ elements })).toEqual([
    'warning unreachable-component $.elements[1].price_components[0]',
  ])
})

test('of two prices for one dimension in an element the second is named', () => {
  expect(findings({ elements: [element(['ENERGY', 'ENERGY'])] })).toEqual([
    'warning unreachable-component $.elements[0].price_components[1]',
  ])
})

test('a dimension without a price at some hour is named with the first such hour', () => {
  const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY']
  const elements = [
    element(['ENERGY'], { day_of_week: weekdays }),
    element(['ENERGY'], { start_time: '08:00', end_time: '02:00' }),
  ]
  const found = lintTariff(tariff({ elements }))
  expect(found).toMatchObject([{ code: 'hour-without-price', severity: 'warning' }])
  expect(found[0]?.message).toContain('ENERGY may be free, first on Saturday from 02:00 to 08:00')
})

test('windows that cover the whole week need no fallback', () => {
  const elements = [
    element(['ENERGY'], { start_time: '07:00', end_time: '22:00' }),
    element(['ENERGY'], { start_time: '22:00', end_time: '07:00' }),
  ]
  expect(findings({ elements })).toEqual([])
})

test('a price that hangs on energy, duration or dates is no fallback', () => {
  const restrictions = [{ min_kwh: 1 }, { max_duration: 60 }, { start_date: '2026-01-01' }]
  for (const restriction of restrictions) {
    expect(findings({ elements: [element(['ENERGY'], restriction)] })).toEqual([
      'warning hour-without-price $.elements',
    ])
  }
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
