/** Tests the reading of one period: volumes kept as stated, measured ranges, and faults by name. */

import { FaultList } from '../parse/read-object.js'
import { readPeriod } from './read-period.js'

function read(dimensions: unknown, more: Record<string, unknown> = {}) {
  const faults = new FaultList()
  const document = { start_date_time: '2026-03-02T10:00:00Z', dimensions, ...more }
  const period = readPeriod(document, '$', faults)
  return { period, faults: faults.faults.map(({ path, code }) => `${path} ${code}`) }
}

const volumes = (amounts: Readonly<Record<string, unknown>>) =>
  Object.entries(amounts).map(([type, volume]) => ({ type, volume }))

test('volumes are kept as finely as OCPI states them', () => {
  const { period, faults } = read(
    volumes({ ENERGY: 5.4321, TIME: 0.0834, PARKING_TIME: 1.5, RESERVATION_TIME: 0.25 }),
  )
  expect(period?.quantities).toEqual({
    ENERGY: 5_432_100,
    TIME: 30_024,
    PARKING_TIME: 540_000,
    RESERVATION_TIME: 90_000,
  })
  expect(faults).toEqual([])
})

test('a dimension stated twice counts twice', () => {
  const twice = [...volumes({ ENERGY: 1 }), ...volumes({ ENERGY: 2 })]
  expect(read(twice).period?.quantities.ENERGY).toBe(3_000_000)
})

test.each([
  [
    { MIN_POWER: 3.7, MAX_POWER: 11 },
    { trough: 3_700_000, peak: 11_000_000 },
  ],
  [{ MAX_POWER: 11 }, { trough: 11_000_000, peak: 11_000_000 }],
  [{ MIN_POWER: 3.7 }, { trough: 3_700_000, peak: 3_700_000 }],
  [{ POWER: 7 }, { trough: 7_000_000, peak: 7_000_000 }],
  [
    { MIN_POWER: 3, POWER: 7 },
    { trough: 3_000_000, peak: 7_000_000 },
  ],
  [
    { MIN_POWER: -2, MAX_POWER: 0 },
    { trough: -2_000_000, peak: 0 },
  ],
  [{ MIN_CURRENT: 6 }, undefined],
])('%j is a power of %j', (stated, power) => {
  expect(read(volumes(stated)).period?.power).toEqual(power)
})

test('power and current are told apart', () => {
  const { period } = read(volumes({ MAX_CURRENT: 16, MIN_POWER: 11 }))
  expect(period?.current).toEqual({ trough: 16_000_000, peak: 16_000_000 })
  expect(period?.power).toEqual({ trough: 11_000_000, peak: 11_000_000 })
})

test('a FLAT of OCPI 2.1.1, and what only describes a period, are no quantity', () => {
  const { period, faults } = read(volumes({ FLAT: 1, STATE_OF_CHARGE: 80, ENERGY_IMPORT: 5 }))
  expect(Object.values(period?.quantities ?? {})).toEqual([0, 0, 0, 0])
  expect(faults).toEqual([])
})

test('dimensions of the bookings branch are named and not priced', () => {
  const { period, faults } = read(volumes({ RESERVATION_EXPIRES: 1, RESERVATION_OVERTIME: 0.5 }))
  expect(Object.values(period?.quantities ?? {})).toEqual([0, 0, 0, 0])
  expect(faults).toEqual([
    '$.dimensions[0].type unknown-dimension',
    '$.dimensions[1].type unknown-dimension',
  ])
})

test.each([
  [volumes({ ENERGY: -2.5 }), '$.dimensions[0].volume negative-volume'],
  [volumes({ TIME: -1 }), '$.dimensions[0].volume negative-volume'],
  [volumes({ Energy: 1 }), '$.dimensions[0].type unknown-value'],
  [volumes({ ENERGY: null }), '$.dimensions[0].volume missing-field'],
  [volumes({ ENERGY: '1,5' }), '$.dimensions[0].volume not-a-number'],
  [volumes({ ENERGY: 1e12 }), '$.dimensions[0].volume out-of-range'],
  [null, '$.dimensions missing-field'],
])('%j is refused: %s', (dimensions, fault) => {
  expect(read(dimensions).faults).toEqual([fault])
})

test('a number as text is taken for one, with a warning', () => {
  const { period, faults } = read(volumes({ ENERGY: '1.5' }))
  expect(period?.quantities.ENERGY).toBe(1_500_000)
  expect(faults).toEqual(['$.dimensions[0].volume number-as-text'])
})

test('the tariff a period names goes with it', () => {
  expect(read([], { tariff_id: 'night' }).period?.tariffId).toBe('night')
})

test('an instant in a year without known clocks is refused', () => {
  expect(read([], { start_date_time: '1970-01-01T00:00:00Z' }).faults).toEqual([
    '$.start_date_time out-of-range',
  ])
})
