/** Tries that a line is ready to be answered, or is none. */

import fc from 'fast-check'

import {
  discount,
  energyOf,
  perKwhOn,
  secondsOf,
  shareOff,
  shareOn,
  surcharge,
} from './adjustments.js'
import { sampleInput } from './sample-input.js'

const input = sampleInput([
  { durationSeconds: 60, energyWh: 500, base: { ENERGY: 1000 } },
  { durationSeconds: 30, energyWh: 250, base: { ENERGY: 501, FLAT: 9 } },
])
const draft = { code: 'A', on: 'ENERGY', labelKey: 'a' } as const

test('an amount that is not above zero never becomes a line', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), amount => {
      const isLine = amount > 0
      expect(discount(draft, amount)).toEqual(
        isLine ? [{ ...draft, kind: 'DISCOUNT', amount: -amount }] : [],
      )
      expect(surcharge(draft, amount)).toEqual(
        isLine ? [{ ...draft, kind: 'SURCHARGE', amount }] : [],
      )
    }),
  )
})

test('a share is taken of the periods a line names, or of all', () => {
  expect(shareOff(input, draft, 1000)).toMatchObject([{ kind: 'DISCOUNT', amount: -150 }])
  expect(shareOff(input, { ...draft, periods: [1] }, 1000)).toEqual([
    { ...draft, periods: [1], kind: 'DISCOUNT', amount: -50 },
  ])
  expect(shareOff(input, { ...draft, periods: [] }, 1000)).toEqual([])
  expect(shareOn(input, { ...draft, on: 'SESSION' }, 1000)).toMatchObject([
    { kind: 'SURCHARGE', amount: 151 },
  ])
  expect(shareOn(input, draft, 0)).toEqual([])
})

test('a rate per kWh is for the energy of the periods a line names, or of all', () => {
  expect(perKwhOn(input, draft, 2000)).toMatchObject([{ kind: 'SURCHARGE', amount: 1500 }])
  expect(perKwhOn(input, { ...draft, periods: [1] }, 2000)).toMatchObject([{ amount: 500 }])
  expect(perKwhOn(sampleInput([{}]), draft, 2000)).toEqual([])
})

test('energy and time of some periods, or of all', () => {
  const { periods } = input
  expect([energyOf(periods), energyOf(periods, [0]), energyOf(periods, [])]).toEqual([750, 500, 0])
  expect([secondsOf(periods), secondsOf(periods, [1])]).toEqual([90, 30])
})
