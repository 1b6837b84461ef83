/** Tests that sessions are found which use more and cost less, each by the way it comes about. */

import { element, findingsOf, price } from '../testing/lint-documents.js'

const cheaper = (elements: readonly unknown[], more: object = {}) =>
  findingsOf({ elements, ...more }, 'cheaper-for-more')

const energy = (amount: number, step_size = 1) => price('ENERGY', { price: amount, step_size })

test.each([
  [
    'a block begun at the dear price is left to the cheap one',
    [element([energy(0.5, 5000)], { max_kwh: 8 }), element([energy(0.1)])],
  ],
  [
    'a block begun before the clock strikes is left to the cheap window',
    [element([energy(0.5, 10_000)], { end_time: '18:00' }), element([energy(0.1)])],
  ],
  [
    'time is rounded no more once parking has a price',
    [element([price('TIME', { price: 6, step_size: 3600 }), price('PARKING_TIME')])],
  ],
  [
    'parking gets a cheaper price after some hours',
    [
      element([price('PARKING_TIME', { price: 10, step_size: 3600 })], { max_duration: 7300 }),
      element([price('PARKING_TIME')]),
    ],
  ],
  [
    'a block begun at a high power is left to a low one',
    [element([energy(0.5, 5000)], { min_power: 50 }), element([energy(0.5)])],
  ],
  [
    'energy is free at a high power',
    [element([energy(0.5)], { max_power: 43 }), element([energy(0)])],
  ],
  [
    'energy is cheaper at a high current',
    [element([energy(0.5)], { max_current: 63 }), element([energy(0.1)])],
  ],
  [
    'time gets cheaper with energy',
    [element([price('TIME', { price: 6 })], { max_kwh: 10 }), element([energy(0.1)])],
  ],
])('%s', (_, elements) => {
  const found = cheaper(elements)
  expect(found.length).toBeGreaterThan(0)
  for (const { examples, severity } of found) {
    const [less, more] = examples.map(({ price: text }) => Number(text.replace('.', '')))
    expect(severity).toBe('warning')
    expect(more).toBeLessThan(less ?? 0)
  }
})

test.each([
  ['one price', [element([energy(0.5, 5000), price('FLAT', { price: 3 })])]],
  [
    'prices that fall with energy, rounded by the Wh',
    [element([energy(0.5)], { max_kwh: 8 }), element([energy(0.1)])],
  ],
  [
    'blocks that end where the price changes',
    [element([energy(0.5, 1000)], { max_kwh: 8 }), element([energy(0.1, 1000)])],
  ],
  [
    'blocks that get dearer',
    [element([energy(0.1, 1000)], { max_kwh: 8 }), element([energy(0.5, 1000)])],
  ],
])('nothing is said of %s', (_, elements) => {
  expect(cheaper(elements)).toEqual([])
})

test('a drop of less than a hundredth is a note', () => {
  const elements = [element([energy(0.5, 100)], { max_kwh: 50 }), element([energy(0.1)])]
  expect(cheaper(elements)).toEqual([])
  const dearer = [element([energy(0.5, 300)], { max_kwh: 50 }), element([energy(0.1)])]
  expect(cheaper(dearer).map(({ severity }) => severity)).toEqual(['note', 'note'])
})

test('a least price that levels the drop leaves nothing to say', () => {
  const elements = [element([energy(0.5, 5000)], { max_kwh: 8 }), element([energy(0.1)])]
  expect(cheaper(elements, { min_price: { before_taxes: 20 } })).toEqual([])
})
