/** The prices a quote shows, and what a kWh comes to with everything counted in. */

import type { Manifest } from '@wattline/plugin-sdk'
import { compileTariff, parseTariff } from '@wattline/tariffs'
import { Temporal } from '@wattline/units'

import type { LoadedPriceList } from '../price-lists/load.js'
import type { StoredBill } from '../pricing/stored-bill.js'
import { pricePerKwh, showPrices } from './prices.js'

test.each<[string, bigint, string, bigint, string | null]>([
  ['a round figure', 1190n, 'EUR', 20_000n, '0.595'],
  ['a third, to four decimals', 100n, 'EUR', 3000n, '0.3333'],
  ['half away from zero', 1n, 'EUR', 80_000n, '0.0001'],
  ['less than a kWh', 50n, 'EUR', 1n, '500'],
  ['a currency without decimals', 500n, 'JPY', 10_000n, '50'],
  ['no energy', 500n, 'EUR', 0n, null],
])('per kWh: %s', (_title, totalMinor, currency, expectedEnergyWh, shown) => {
  expect(pricePerKwh({ totalMinor, currency, expectedEnergyWh })).toBe(shown)
})

const manifest = {
  id: 'off-peak',
  emits: [{ code: 'NIGHT', kind: 'DISCOUNT', on: 'ENERGY', bounds: [] }],
} as unknown as Manifest

function listOf(components: readonly object[], more: Partial<LoadedPriceList> = {}) {
  return listWith([{ price_components: components }], more)
}

function listWith(elements: readonly object[], more: Partial<LoadedPriceList> = {}) {
  const { tariff } = parseTariff({ id: 'T', currency: 'EUR', elements })
  if (!tariff) throw new Error('the tariff of this test has a fault')
  const compiledFor = (timeZone: string) => compileTariff(tariff, timeZone)
  return {
    currency: 'EUR',
    capMinor: null,
    plugins: [],
    compiledFor,
    ...more,
  } as unknown as LoadedPriceList
}

const energy = { type: 'ENERGY', price: 0.5, vat: 19, step_size: 1 }
const flat = { type: 'FLAT', price: 1, vat: 19, step_size: 0 }

interface Showing {
  readonly lines?: readonly object[]
  readonly country?: string
  readonly isReserved?: boolean
}

function shown(
  priceList: LoadedPriceList,
  maxPowerW: number,
  { lines = [], country = 'DE', isReserved = false }: Showing = {},
) {
  const startAt = Temporal.Instant.from('2026-03-02T10:00:00Z')
  const bill = { currency: 'EUR', lines } as unknown as StoredBill
  const site = { timeZone: 'Europe/Berlin', maxPowerW, country }
  return showPrices({ ...site, priceList, startAt, bill, isReserved })
}

test('what plugins may add and the cap stand behind the tariff’s prices', () => {
  const plugins = [{ plugin: { hash: 'h', manifest } }]
  const list = listOf([flat, energy], { plugins, capMinor: 2500n } as unknown as LoadedPriceList)
  const { order, components, notice } = shown(list, 22_000)
  expect(order).toBe('kwh-minute-session-other')
  expect(notice).toBeNull()
  expect(components.map(({ kind, unit, gross, label }) => [kind, unit, gross, label])).toEqual([
    ['ENERGY', 'kWh', '0.595', null],
    ['FLAT', 'session', '1.19', null],
    ['DISCOUNT', null, null, 'off-peak NIGHT'],
    ['CAP', 'session', '25.00', null],
  ])
})

test('a price says whether the expected session pays it', () => {
  const plugins = [{ plugin: { hash: 'h', manifest } }]
  const list = listOf([flat, energy], { plugins, capMinor: 1n } as unknown as LoadedPriceList)
  const line = (component: string, componentIndex: number) => ({
    component,
    plugin: null,
    explanation: { elementIndex: 0, componentIndex },
  })
  const night = { component: 'ENERGY', plugin: { hash: 'h', code: 'NIGHT' }, explanation: {} }
  const expectedOf = (lines: readonly object[]) =>
    shown(list, 22_000, { lines }).components.flatMap(({ kind, isExpected }) =>
      isExpected ? [kind] : [],
    )
  expect(expectedOf([])).toEqual([])
  expect(expectedOf([line('ENERGY', 1)])).toEqual(['ENERGY'])
  expect(expectedOf([line('FLAT', 0), night])).toEqual(['FLAT', 'DISCOUNT'])
  expect(expectedOf([{ component: 'CAP', plugin: null, explanation: {} }])).toEqual(['CAP'])
})

test.each([
  [[energy], null],
  [[energy, { type: 'PARKING_TIME', price: 6, step_size: 60 }], null],
  [[energy, flat], 'it also has FLAT'],
  [[{ type: 'TIME', price: 6, step_size: 60 }], 'it has no price per kWh'],
])('from 50 kW the law’s order holds, and what it would not have is told', (components, told) => {
  const { order, notice } = shown(listOf(components), 50_000)
  expect(order).toBe('kwh-then-occupancy')
  if (told === null) expect(notice).toBeNull()
  else expect(notice).toContain(told)
})

test('the price of a reservation is no part of the ad hoc price that the law is about', () => {
  const kept = { price_components: [flat], restrictions: { reservation: 'RESERVATION' } }
  const list = listWith([kept, { price_components: [energy] }])
  const { components, notice } = shown(list, 50_000, { isReserved: true })
  expect(components.map(({ kind }) => kind)).toEqual(['ENERGY', 'FLAT'])
  expect(notice).toBeNull()
})

test('the law of the European Union is told to nobody else', () => {
  const { order, notice } = shown(listOf([energy, flat]), 50_000, { country: 'US' })
  expect([order, notice]).toEqual(['kwh-then-occupancy', null])
})
