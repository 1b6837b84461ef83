/** Tests that a compiled tariff is all integers, in the order in which prices are asked. */

import { parseTariff } from '../parse/parse-tariff.js'
import { compileTariff } from './compile-tariff.js'

function compile(fields: Record<string, unknown>, timeZone = 'Europe/Berlin') {
  const { tariff, faults } = parseTariff({ id: 'T', currency: 'EUR', ...fields })
  if (!tariff) throw new Error(JSON.stringify(faults))
  return compileTariff(tariff, timeZone)
}

const components = [
  { type: 'ENERGY', price: 0.2501, step_size: 500, vat: 19 },
  { type: 'TIME', price: 2, step_size: 60 },
]

test('prices, steps and places become whole numbers', () => {
  const { components: compiled } = compile({ elements: [{ price_components: components }] })
  expect(compiled.ENERGY).toMatchObject([
    {
      elementIndex: 0,
      componentIndex: 0,
      priceScaled: 25_010_000n,
      step: 500_000,
      vatPercent: '19',
    },
  ])
  expect(compiled.TIME).toMatchObject([{ componentIndex: 1, step: 6000, vatPercent: null }])
  expect(compiled.FLAT).toEqual([])
})

test('each place where a price may change is a cut, once', () => {
  const restrictions = { start_time: '00:00', end_time: '06:00', day_of_week: ['MONDAY'] }
  const elements = [
    { price_components: components, restrictions },
    { price_components: components, restrictions: { min_kwh: 5, min_duration: 60 } },
  ]
  const { cuts, readsClock } = compile({ elements })
  expect(cuts).toEqual([
    { kind: 'clock', secondOfDay: 0 },
    { kind: 'clock', secondOfDay: 21_600 },
    { kind: 'sessionWh', wh: 5000n },
    { kind: 'sinceStart', seconds: 60 },
  ])
  expect(readsClock).toBe(true)
})

test('N/A means that a rate is ignored', () => {
  const { components: compiled } = compile({
    tax_included: 'N/A',
    elements: [{ price_components: components }],
  })
  expect(compiled.ENERGY[0]?.vatPercent).toBeNull()
})

test('an element on reservations prices reserved time and the reservation, expiry first', () => {
  const ofReservation = (reservation: string) => ({
    price_components: [
      { type: 'TIME', price: 2 },
      { type: 'FLAT', price: 1 },
    ],
    restrictions: { reservation },
  })
  const { components: compiled, reservationFlats } = compile({
    elements: [
      ofReservation('RESERVATION'),
      { price_components: [...components, { type: 'FLAT', price: 5 }] },
      ofReservation('RESERVATION_EXPIRES'),
    ],
  })
  const places = (list: readonly { elementIndex: number }[]) =>
    list.map(({ elementIndex }) => elementIndex)
  expect(places(compiled.RESERVATION_TIME)).toEqual([2, 0])
  expect(places(reservationFlats)).toEqual([2, 0])
  expect(places(compiled.TIME)).toEqual([1])
  expect(places(compiled.FLAT)).toEqual([1])
})

test('a VAT below zero is priced as 0', () => {
  const { components: compiled } = compile({
    elements: [{ price_components: [{ type: 'ENERGY', price: 1, vat: -20 }] }],
  })
  expect(compiled.ENERGY[0]?.vatPercent).toBe('0')
})

test('an unknown zone is a bug of the caller', () => {
  expect(() => compile({ elements: [{ price_components: components }] }, 'Nowhere/Land')).toThrow(
    'Nowhere/Land is not an IANA time zone',
  )
})
