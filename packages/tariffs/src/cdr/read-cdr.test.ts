/**
 * Tests the reading of received CDRs: volumes kept as stated, what cannot be priced refused by
 * name.
 */

import { FaultList } from '../parse/read-object.js'
import { readCdr } from './read-cdr.js'

const period = (at: string, dimensions: unknown[], more: Record<string, unknown> = {}) => ({
  start_date_time: `2026-03-02T${at}:00Z`,
  dimensions,
  ...more,
})

function read(
  periods: unknown[],
  end: Record<string, unknown> = { end_date_time: '2026-03-02T12:00:00Z' },
) {
  const faults = new FaultList()
  const cdr = readCdr({ ...end, charging_periods: periods }, 'T', faults)
  return { cdr, faults: faults.faults.map(({ path, code }) => `${path} ${code}`) }
}

test('volumes are kept as finely as OCPI states them', () => {
  const { cdr } = read([
    period('10:00', [
      { type: 'ENERGY', volume: 5.4321 },
      { type: 'TIME', volume: 0.0834 },
      { type: 'PARKING_TIME', volume: 1.5 },
      { type: 'MAX_CURRENT', volume: 16 },
    ]),
  ])
  expect(cdr?.periods).toMatchObject([
    { quantities: { ENERGY: 5_432_100, TIME: 30_024, PARKING_TIME: 540_000 } },
  ])
})

test('periods out of order are put in order, with a warning', () => {
  const { cdr, faults } = read([period('11:00', []), period('10:00', [])])
  const starts = cdr?.periods.map(({ startSecond }) => startSecond) ?? []
  expect(starts).toEqual([...starts].sort((a, b) => a - b))
  expect(faults).toEqual(['$.charging_periods unordered-periods'])
})

test('OCPI 2.1.1 names the end otherwise', () => {
  expect(read([period('10:00', [])], { stop_date_time: '2026-03-02T12:00:00Z' }).faults).toEqual([])
})

test.each([
  [
    [period('10:00', [{ type: 'RESERVATION_TIME', volume: 1 }])],
    '$.charging_periods[0].dimensions[0].type unsupported-dimension',
  ],
  [
    [period('10:00', [{ type: 'ENERGY', volume: -2.5 }])],
    '$.charging_periods[0].dimensions[0].volume negative-volume',
  ],
  [
    [period('10:00', [], { tariff_id: 'other' })],
    '$.charging_periods[0].tariff_id unsupported-period-tariff',
  ],
  [[], '$.charging_periods no-periods'],
  [[{ dimensions: [] }], '$.charging_periods[0].start_date_time missing-field'],
])('%j is refused: %s', (periods, fault) => {
  expect(read(periods).faults).toEqual([fault])
})

test('a period under the same tariff by name is no switch', () => {
  expect(read([period('10:00', [], { tariff_id: 'T' })]).faults).toEqual([])
})
