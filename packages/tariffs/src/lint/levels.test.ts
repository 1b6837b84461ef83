/** Tests which power and current an example session states. */

import { compileTariff } from '../compile/compile-tariff.js'
import { element, price, tariffOf } from '../testing/lint-documents.js'
import { boxesOf, wholeBox } from './box.js'
import { levelsIn, wattsAt, withLevels } from './levels.js'

const compiled = (...restrictions: readonly object[]) =>
  compileTariff(
    tariffOf({
      elements: [
        ...restrictions.map(each => element([price('ENERGY')], { ...each })),
        element([price('ENERGY')]),
      ],
    }),
    'Europe/Berlin',
  )
const both = compiled({ min_power: 7, max_current: 32 })
const box = (bounds: object) => boxesOf(bounds)[0] ?? wholeBox

test.each([
  ['as wished', {}, { powerW: 11_000, currentMilliA: 48_000 }],
  ['at the least power', { minPowerKw: '50' }, { powerW: 50_000, currentMilliA: 48_000 }],
  [
    'at a round power below the most',
    { maxPowerKw: '7.4' },
    { powerW: 7000, currentMilliA: 48_000 },
  ],
  [
    'at a round current below the most',
    { maxCurrentA: '0.5' },
    { powerW: 11_000, currentMilliA: 0 },
  ],
  [
    'at the last W where no whole kW lies between',
    { minPowerKw: '3.7', maxPowerKw: '3.9' },
    { powerW: 3899, currentMilliA: 48_000 },
  ],
  ['nowhere between two whole W', { minPowerKw: '1.0001', maxPowerKw: '1.0009' }, undefined],
])('%s', (_, bounds, expected) => {
  expect(levelsIn(both, box(bounds), 11_000)).toEqual(expected)
})

test('what no price hangs on is not stated', () => {
  expect(levelsIn(compiled(), wholeBox, 11_000)).toEqual({})
  expect(levelsIn(compiled({ max_current: 32 }), wholeBox, 11_000)).toEqual({
    currentMilliA: 48_000,
  })
})

test('a stretch is at the power that its energy comes to, within what a meter shows', () => {
  const charged = { activity: 'CHARGING', seconds: 1800, energyWh: 10_000 } as const
  expect(withLevels(both, charged)).toEqual({ ...charged, powerW: 20_000, currentMilliA: 87_000 })
  expect(withLevels(both, { ...charged, seconds: 1, energyWh: 99_000 })).toMatchObject({
    powerW: 10_000_000,
  })
})

test('energy flows at the power that is stated, or at the current by 230 V', () => {
  expect(
    [{ powerW: 7400, currentMilliA: 63_000 }, { currentMilliA: 10_000 }, {}].map(wattsAt),
  ).toEqual([7400, 2300, undefined])
})
