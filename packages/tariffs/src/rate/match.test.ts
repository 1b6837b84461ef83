/** Tests the lookup of prices: first match per dimension, across elements. */

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import type { Moment } from '../restrictions/condition.js'
import { activeComponent } from './match.js'

const price = (type: string, amount: number) => ({ type, price: amount, step_size: 1 })
const { tariff } = parseTariff({
  id: 'T',
  currency: 'EUR',
  elements: [
    { price_components: [price('ENERGY', 1)], restrictions: { min_kwh: 5, end_time: '12:00' } },
    {
      price_components: [price('ENERGY', 2), price('TIME', 3)],
      restrictions: { max_duration: 60 },
    },
    { price_components: [price('ENERGY', 4), price('ENERGY', 5)] },
  ],
})
if (!tariff) throw new Error('the sample tariff is sound')
const compiled = compileTariff(tariff, 'Europe/Berlin')

const at = (fields: Partial<Moment>): Moment => ({
  secondOfDay: 36_000,
  weekday: 1,
  date: 20260302,
  sessionSecond: 0,
  energyMilliWh: 0,
  ...fields,
})

test.each([
  ['all restrictions of the first element hold', at({ energyMilliWh: 5_000_000 }), '1', '3'],
  ['one of them does not', at({}), '2', '3'],
  ['only the fallback applies', at({ sessionSecond: 60 }), '4', undefined],
])('%s', (_, moment, energy, time) => {
  expect(activeComponent(compiled, 'ENERGY', moment)?.price).toBe(energy)
  expect(activeComponent(compiled, 'TIME', moment)?.price).toBe(time)
  expect(activeComponent(compiled, 'FLAT', moment)).toBeUndefined()
})
