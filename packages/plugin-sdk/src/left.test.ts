/**
 * Tries what is left of each component after earlier plugins. The core's word on it is tested with
 * the core.
 */

import type { EarlierLine } from './contract.js'
import { left } from './left.js'
import { sampleInput } from './sample-input.js'

const periods = [
  { energyWh: 3000, base: { ENERGY: 300, PARKING_TIME: 100 } },
  { energyWh: 1000, base: { ENERGY: 100 } },
]
const line = (on: EarlierLine['on'], amount: number, more: Partial<EarlierLine> = {}) => ({
  plugin: 'earlier',
  code: 'E',
  on,
  amount,
  ...more,
})
const after = (...earlierLines: EarlierLine[]) => ({ ...sampleInput(periods), earlierLines })

test('without earlier lines everything the tariff bills is left', () => {
  expect(left(after(), 'ENERGY')).toBe(400)
  expect(left(after(), 'ENERGY', [1])).toBe(100)
  expect(left(after(), 'ENERGY', [])).toBe(0)
  expect(left(after(), 'SESSION')).toBe(500)
  expect(left(after(), 'FLAT')).toBe(0)
})

test('lines of the component count, on its periods by what the tariff bills there', () => {
  const half = line('ENERGY', -200)
  expect(left(after(half), 'ENERGY')).toBe(200)
  expect(left(after(half), 'ENERGY', [1])).toBe(50)
  expect(left(after(line('ENERGY', -60, { periods: [0] })), 'ENERGY', [1])).toBe(100)
  expect(left(after(line('ENERGY', -60, { periods: [0] })), 'ENERGY', [0])).toBe(240)
  expect(left(after(line('ENERGY', 40)), 'ENERGY')).toBe(440)
  expect(left(after(line('PARKING_TIME', -100)), 'ENERGY')).toBe(400)
})

test('a price that a plugin made lies on the periods by their energy', () => {
  const input = { ...sampleInput([{ energyWh: 3000 }, { energyWh: 1000 }]) }
  const priced = { ...input, earlierLines: [line('ENERGY', 800)] }
  expect(left(priced, 'ENERGY')).toBe(800)
  expect(left(priced, 'ENERGY', [1])).toBe(200)
})

test('a discount on the session lies on every component in proportion', () => {
  const half = line('SESSION', -250)
  expect(left(after(half), 'SESSION')).toBe(250)
  expect(left(after(half), 'ENERGY')).toBe(200)
  expect(left(after(half), 'ENERGY', [1])).toBe(50)
  expect(left(after(half, line('SESSION', -250)), 'ENERGY')).toBe(0)
  expect(left(after(line('SESSION', -499)), 'ENERGY', [1])).toBe(0)
})

test('a surcharge on the session is nothing a component could give back', () => {
  expect(left(after(line('SESSION', 900)), 'ENERGY')).toBe(400)
  expect(left(after(line('SESSION', 900)), 'SESSION')).toBe(1400)
})
