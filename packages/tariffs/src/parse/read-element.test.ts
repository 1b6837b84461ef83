/** Tests the reading of one element: prices to eight decimals, taxes told apart from none. */

import { readElement } from './read-element.js'
import { FaultList } from './read-object.js'

const read = (components: unknown[]) => {
  const faults = new FaultList()
  const element = readElement({ price_components: components }, '$', faults)
  return { element, codes: faults.faults.map(({ code }) => code) }
}

test('no VAT is not the same as a VAT of 0', () => {
  const { element } = read([
    { type: 'ENERGY', price: 1, step_size: 1 },
    { type: 'TIME', price: 1, step_size: 1, vat: 0 },
  ])
  expect(element?.components.map(({ vatPercent }) => vatPercent)).toEqual([null, '0'])
})

test('a price is read to eight decimals, and one with more is rounded, with a warning', () => {
  expect(read([{ type: 'FLAT', price: 0.20661157, step_size: 1 }]).codes).toEqual([])
  const { element, codes } = read([{ type: 'FLAT', price: 0.206611575, step_size: 1 }])
  expect(codes).toEqual(['too-many-decimals'])
  expect(element?.components[0]?.price).toBe('0.20661158')
})

test('a step size that is missing rounds nothing', () => {
  const { element, codes } = read([{ type: 'ENERGY', price: 1 }])
  expect(element?.components[0]?.stepSize).toBe(0)
  expect(codes).toEqual([])
})
