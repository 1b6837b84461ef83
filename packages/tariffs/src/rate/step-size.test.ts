/** Tests step rounding against the figures of the OCPI text (mod_cdrs, step_size). */

import type { CompiledComponent } from '../compile/compiled.js'
import type { Dimension } from '../tariff.js'
import { addedByStep, isRounded, type PricedTotal } from './step-size.js'

const total = (dimension: Dimension, quantity: number, step: number): PricedTotal => ({
  quantity,
  last: { dimension, step } as CompiledComponent,
})

test.each([
  ['5.4 kWh in steps of 500 Wh', total('ENERGY', 5_400_000, 500_000), 100_000],
  ['an exact multiple', total('ENERGY', 5_500_000, 500_000), 0],
  ['6 minutes in steps of 5', total('TIME', 36_000, 30_000), 24_000],
  ['one second more than a block', total('TIME', 30_100, 30_000), 29_900],
  ['0.0834 h of a CDR in steps of 5 minutes', total('TIME', 30_024, 30_000), 0],
  ['steps of 0', total('TIME', 30_024, 0), 0],
])('%s add %j', (_, priced, added) => {
  expect(addedByStep(priced)).toBe(added)
})

test('time spent charging is left as it is where parking has a price', () => {
  expect(isRounded('TIME', false)).toBe(true)
  expect(isRounded('TIME', true)).toBe(false)
  expect(isRounded('PARKING_TIME', true)).toBe(true)
  expect(isRounded('ENERGY', true)).toBe(true)
  expect(isRounded('FLAT', false)).toBe(false)
})
