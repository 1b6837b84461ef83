/**
 * Tests the reading of received CDRs: periods in order, and what is odd or missing named by path.
 */

import { FaultList } from '../parse/read-object.js'
import { readCdr } from './read-cdr.js'

const period = (at: string, dimensions: unknown[] = []) => ({
  start_date_time: `2026-03-02T${at}:00Z`,
  dimensions,
})

function read(
  periods: unknown[],
  fields: Record<string, unknown> = { end_date_time: '2026-03-02T12:00:00Z' },
) {
  const faults = new FaultList()
  const cdr = readCdr({ ...fields, charging_periods: periods }, '$.cdr', faults)
  return { cdr, faults: faults.faults.map(({ path, code }) => `${path} ${code}`) }
}

test('periods out of order are put in order, with a warning', () => {
  const { cdr, faults } = read([period('11:00'), period('10:00')])
  const starts = cdr?.periods.map(({ startSecond }) => startSecond) ?? []
  expect(starts).toEqual([...starts].sort((a, b) => a - b))
  expect(faults).toEqual(['$.cdr.charging_periods periods-out-of-order'])
})

test('OCPI 2.1.1 names the end otherwise', () => {
  const { cdr, faults } = read([period('10:00')], { stop_date_time: '2026-03-02T12:00:00Z' })
  expect(cdr?.endSecond).toBe(Date.parse('2026-03-02T12:00:00Z') / 1000)
  expect(faults).toEqual([])
})

test.each([
  [{ start_date_time: '2026-03-02T10:30:00Z', end_date_time: '2026-03-02T12:00:00Z' }],
  [{ start_date_time: '2026-03-02T09:00:00Z', end_date_time: '2026-03-02T09:30:00Z' }],
  [{ start_date_time: '2026-03-02T12:00:00Z', end_date_time: '2026-03-02T10:00:00Z' }],
])('periods outside %j are kept, with a warning', fields => {
  const { cdr, faults } = read([period('10:00')], fields)
  expect(cdr?.periods).toHaveLength(1)
  expect(faults).toEqual(['$.cdr.charging_periods periods-outside-start-end-date-time'])
})

test('a field this engine does not know is named and kept out of the price', () => {
  const end = { end_date_time: '2026-03-02T12:00:00Z', total_cost: 1, mood: 'fine' }
  expect(read([period('10:00')], end).faults).toEqual(['$.cdr.mood unknown-field'])
})

test.each([
  [[], {}, ['$.cdr.end_date_time missing-field', '$.cdr.charging_periods no-periods']],
  [
    [{ dimensions: [] }, period('10:00')],
    { end_date_time: 'noon' },
    [
      '$.cdr.end_date_time not-an-instant',
      '$.cdr.charging_periods[0].start_date_time missing-field',
    ],
  ],
  [
    [period('10:00')],
    { end_date_time: '2230-01-01T00:00:00Z' },
    ['$.cdr.end_date_time out-of-range'],
  ],
])('%j with %j is refused with every fault at once', (periods, fields, expected) => {
  expect(read(periods, fields).faults).toEqual(expected)
})

test('quantities beyond what can be counted exactly are refused', () => {
  const much = [{ type: 'ENERGY', volume: 999_999_999 }]
  const periods = Array.from({ length: 10 }, () => period('10:00', much))
  expect(read(periods).faults).toEqual(['$.cdr.charging_periods out-of-range'])
})
