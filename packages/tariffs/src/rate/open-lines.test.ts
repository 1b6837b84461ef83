/** Tests how uses become lines: their order, and which one takes the step rounding. */

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import { exactOf } from './exact-amount.js'
import { OpenLines } from './open-lines.js'

const price = (type: string, step_size: number) => ({ type, price: 1.5, step_size })
const { tariff } = parseTariff({
  id: 'T',
  currency: 'EUR',
  elements: [
    { price_components: [price('ENERGY', 1000), price('PARKING_TIME', 60)] },
    { price_components: [price('ENERGY', 500), price('FLAT', 1), price('TIME', 60)] },
  ],
})
if (!tariff) throw new Error('the sample tariff is sound')
const compiled = compileTariff(tariff, 'UTC')
const { ENERGY, TIME, PARKING_TIME, FLAT } = compiled.components

const shown = (lines: OpenLines) =>
  lines.close().map(({ component, quantity, addedByStep }) => {
    return `${component.elementIndex}.${component.dimension} ${quantity} +${addedByStep}`
  })

test('lines come by dimension, in each by first use; the one used last takes the step', () => {
  const [first, second] = ENERGY
  const lines = new OpenLines()
  if (!first || !second || !FLAT[0]) throw new Error('the sample tariff prices these')
  lines.use(compiled, second, { period: 0, quantity: 100_000 })
  lines.use(compiled, FLAT[0], { period: 0, quantity: 1 })
  lines.use(compiled, first, { period: 1, quantity: 150_000 })
  lines.use(compiled, second, { period: 2, quantity: 100_000 })
  expect(shown(lines)).toEqual(['1.FLAT 1 +0', '1.ENERGY 350000 +150000', '0.ENERGY 150000 +0'])
})

test('time charging is left as it is where parking is priced, and is rounded where it is not', () => {
  const [time, parking] = [TIME[0], PARKING_TIME[0]]
  if (!time || !parking) throw new Error('the sample tariff prices these')
  const both = new OpenLines()
  both.use(compiled, time, { period: 0, quantity: 100 })
  both.use(compiled, parking, { period: 1, quantity: 100 })
  expect(shown(both)).toEqual(['1.TIME 100 +0', '0.PARKING_TIME 6000 +5900'])
  const alone = new OpenLines()
  alone.use(compiled, time, { period: 0, quantity: 100 })
  expect(shown(alone)).toEqual(['1.TIME 6000 +5900'])
})

test('the last share holds what the step added, and exact is quantity × price', () => {
  const [time] = TIME
  const lines = new OpenLines()
  if (!time) throw new Error('the sample tariff prices it')
  lines.use(compiled, time, { period: 0, quantity: 6000 })
  lines.use(compiled, time, { period: 3, quantity: 100 })
  const [line] = lines.close()
  expect(line?.shares).toEqual([
    { period: 0, quantity: 6000 },
    { period: 3, quantity: 6000 },
  ])
  // Two minutes at 1.50 an hour are 5 cents.
  expect(line && exactOf(line)).toBe(45_000_000_000_000n)
})
