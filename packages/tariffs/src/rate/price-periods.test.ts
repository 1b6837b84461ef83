/**
 * Tests how periods become lines: one a component, priced at the period's start, rounded up once.
 */

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { pricePeriods } from './price-periods.js'
import type { ChargingPeriod } from './rated.js'

function compile(elements: unknown[]) {
  const { tariff, faults } = parseTariff({ id: 'T', currency: 'EUR', elements })
  if (!tariff) throw new Error(JSON.stringify(faults))
  return compileTariff(tariff, 'Europe/Berlin')
}

const minute = 6000

/** Minutes of charging or parking one after the other, with kWh. */
function periods(...parts: readonly (readonly ['charge' | 'park', number, number?])[]) {
  let sessionSecond = 0
  let energyMilliWh = 0
  return parts.map(([what, minutes, kwh = 0]): ChargingPeriod => {
    const isCharging = what === 'charge'
    const period: ChargingPeriod = {
      start: { secondOfDay: 36_000, weekday: 1, date: 20260302, sessionSecond, energyMilliWh },
      durationSeconds: minutes * 60,
      chargingSeconds: isCharging ? minutes * 60 : 0,
      parkedSeconds: isCharging ? 0 : minutes * 60,
      reservedSeconds: 0,
      energyWh: kwh * 1000,
      activity: isCharging ? 'CHARGING' : 'PARKED',
      quantities: {
        ENERGY: kwh * 1_000_000,
        TIME: isCharging ? minutes * minute : 0,
        PARKING_TIME: isCharging ? 0 : minutes * minute,
        RESERVATION_TIME: 0,
      },
    }
    sessionSecond += minutes * 60
    energyMilliWh += kwh * 1_000_000
    return period
  })
}

const price = (type: string, amount: number, step_size = 1) => ({ type, price: amount, step_size })

const shown = (elements: unknown[], session: ChargingPeriod[]) =>
  pricePeriods(compile(elements), session).map(({ component, quantity, addedByStep, shares }) => ({
    dimension: component.dimension,
    element: component.elementIndex,
    quantity,
    addedByStep,
    periods: shares.map(({ period }) => period),
  }))

test('lines come in order of first use, one for each component', () => {
  const elements = [
    { price_components: [price('ENERGY', 1)], restrictions: { max_kwh: 10 } },
    { price_components: [price('ENERGY', 2), price('FLAT', 1), price('PARKING_TIME', 1)] },
  ]
  const session = periods(['charge', 10, 10], ['charge', 10, 5], ['park', 5])
  expect(shown(elements, session)).toEqual([
    { dimension: 'FLAT', element: 1, quantity: 1, addedByStep: 0, periods: [0] },
    { dimension: 'ENERGY', element: 0, quantity: 10_000_000, addedByStep: 0, periods: [0] },
    { dimension: 'ENERGY', element: 1, quantity: 5_000_000, addedByStep: 0, periods: [1] },
    { dimension: 'PARKING_TIME', element: 1, quantity: 5 * minute, addedByStep: 0, periods: [2] },
  ])
})

test('a session has one FLAT, the first that applies', () => {
  const elements = [
    { price_components: [price('FLAT', 1)], restrictions: { min_duration: 60 } },
    { price_components: [price('FLAT', 2)], restrictions: { min_duration: 120 } },
  ]
  expect(shown(elements, periods(['charge', 1], ['charge', 1], ['charge', 1]))).toEqual([
    { dimension: 'FLAT', element: 0, quantity: 1, addedByStep: 0, periods: [1] },
  ])
})

test('only priced quantity is rounded, at the price used last (ocpi/ocpi #546)', () => {
  const elements = [
    { price_components: [price('PARKING_TIME', 4, 900)], restrictions: { min_duration: 720 } },
  ]
  expect(shown(elements, periods(['park', 12], ['park', 8]))).toEqual([
    {
      dimension: 'PARKING_TIME',
      element: 0,
      quantity: 15 * minute,
      addedByStep: 7 * minute,
      periods: [1],
    },
  ])
})

test('21 minutes of charging and 16 of parking in steps of 10 are 21 and 20', () => {
  const elements = [{ price_components: [price('TIME', 1, 600), price('PARKING_TIME', 1, 600)] }]
  const lines = shown(elements, periods(['charge', 21], ['park', 16]))
  expect(lines.map(({ quantity }) => quantity / minute)).toEqual([21, 20])
})

test('parking that is free by having no price leaves charging to be rounded', () => {
  const elements = [{ price_components: [price('TIME', 1, 600)] }]
  const lines = shown(elements, periods(['charge', 21], ['park', 16]))
  expect(lines.map(({ quantity }) => quantity / minute)).toEqual([30])
})

test('the block is that of the last price, over the whole of the dimension', () => {
  const elements = [
    { price_components: [price('ENERGY', 1, 2000)], restrictions: { max_kwh: 3 } },
    { price_components: [price('ENERGY', 2, 500)] },
  ]
  const lines = shown(elements, periods(['charge', 5, 3], ['charge', 5, 1.2]))
  expect(lines.map(({ quantity }) => quantity)).toEqual([3_000_000, 1_500_000])
})
