/** Tests which prices are shown before a session, in which units, and in the order of the law. */

import { Temporal } from '@wattline/units'

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { type PricesAsked, priceParts } from './price-parts.js'

const startAt = Temporal.Instant.from('2026-03-02T23:30:00Z')

function parts(fields: Record<string, unknown>, asked: Partial<PricesAsked> = {}) {
  const { tariff, faults } = parseTariff({ id: 'T1', currency: 'EUR', ...fields })
  if (!tariff) throw new Error(JSON.stringify(faults))
  return priceParts(compileTariff(tariff, 'Europe/Berlin'), {
    startAt,
    maxPowerW: 22_000,
    ...asked,
  })
}

const component = (type: string, price: number, vat?: number) => ({
  type,
  price,
  step_size: 1,
  ...(vat !== undefined && { vat }),
})
const element = (restrictions: object, ...price_components: object[]) => ({
  price_components,
  restrictions,
})
const mixed = {
  elements: [
    element(
      {},
      component('FLAT', 1, 20),
      component('PARKING_TIME', 6, 20),
      component('TIME', 3, 20),
      component('ENERGY', 0.5, 20),
    ),
  ],
  min_price: { excl_vat: 2 },
}

test.each([
  ['below 50 kW: kWh, minute, session, other', 49_999, ['TIME', 'PARKING_TIME']],
  ['from 50 kW: kWh, then the occupancy fee', 50_000, ['PARKING_TIME', 'TIME']],
])('%s', (_title, maxPowerW, minutes) => {
  const shown = parts(mixed, { maxPowerW })
  expect(shown.map(({ kind }) => kind)).toEqual(['ENERGY', ...minutes, 'FLAT', 'MIN_PRICE'])
  expect(shown.map(({ unit }) => unit)).toEqual(['kWh', 'min', 'min', 'session', 'session'])
})

test('prices by the hour are shown by the minute, before tax and with it', () => {
  expect(parts(mixed)).toMatchObject([
    { kind: 'ENERGY', net: '0.5', gross: '0.6', vatPercent: '20', when: [] },
    { kind: 'TIME', net: '0.05', gross: '0.06' },
    { kind: 'PARKING_TIME', net: '0.1', gross: '0.12' },
    { kind: 'FLAT', net: '1', gross: '1.2', elementIndex: 0, componentIndex: 0 },
    { kind: 'MIN_PRICE', net: '2', gross: null, vatPercent: null },
  ])
})

test.each([
  ['tax on top', 'NO', 19, '0.3333', '0.3967'],
  ['tax included', 'YES', 19, '0.2801', '0.3333'],
  ['tax included at no known rate', 'YES', undefined, null, '0.3333'],
  ['no tax', 'NO', undefined, '0.3333', '0.3333'],
  ['tax not applicable, whatever rate stands there', 'N/A', 19, '0.3333', '0.3333'],
])('%s: both sides to four decimals', (_title, tax_included, vat, net, gross) => {
  const elements = [element({}, component('TIME', 20, vat))]
  expect(parts({ tax_included, elements })).toMatchObject([{ net, gross }])
})

test('each price says when it applies', () => {
  const evening = { start_time: '18:00', end_time: '22:00', day_of_week: ['MONDAY'] }
  const elements = [
    element(evening, component('ENERGY', 0.6)),
    element({ min_duration: 3600 }, component('ENERGY', 0.7)),
    element({}, component('ENERGY', 0.4)),
  ]
  const shown = parts({ elements })
  expect(shown.map(({ gross, when }) => [gross, when.length])).toEqual([
    ['0.6', 2],
    ['0.7', 1],
    ['0.4', 0],
  ])
  expect(shown[0]?.when[0]).toBe('from 18:00 to 22:00')
})

const reservable = {
  elements: [
    element({ reservation: 'RESERVATION_EXPIRES' }, component('FLAT', 4)),
    element({ reservation: 'RESERVATION' }, component('FLAT', 2), component('TIME', 6)),
    element({}, component('FLAT', 1), component('ENERGY', 0.5)),
  ],
  max_price: { excl_vat: 20 },
}

test.each<[boolean, (readonly string[])[]]>([
  [
    false,
    [
      ['ENERGY', '0.5'],
      ['FLAT', '1'],
      ['MAX_PRICE', '20'],
    ],
  ],
  [
    true,
    [
      ['ENERGY', '0.5'],
      ['FLAT', '1'],
      ['RESERVATION_TIME', '0.1', 'to reserved time'],
      ['FLAT', '4', 'to a reservation that expired'],
      ['FLAT', '2', 'to reserved time'],
      ['MAX_PRICE', '20'],
    ],
  ],
])('prices of a reservation are shown where one is asked for: %s', (isReserved, expected) => {
  const shown = parts(reservable, { isReserved })
  expect(shown.map(({ kind, net, when }) => [kind, net, ...when])).toEqual(expected)
})

test('what no session beginning then can pay is not shown', () => {
  // The site's calendar already shows the 3rd of March.
  const elements = [
    element({ end_date: '2026-03-03' }, component('ENERGY', 0.1)),
    element({ start_date: '2026-03-11' }, component('ENERGY', 0.2)),
    element({ start_date: '2026-03-10', end_date: '2026-03-11' }, component('ENERGY', 0.3)),
    element({ end_date: '2026-03-04' }, component('ENERGY', 0.4)),
    element({}, component('ENERGY', 0.5)),
    element({ max_kwh: 5 }, component('ENERGY', 0.6)),
  ]
  expect(parts({ elements }).map(({ net }) => net)).toEqual(['0.3', '0.4', '0.5'])
})
