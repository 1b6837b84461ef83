/** Holds the quick reading of periods equal to the longer one, where it reads them at all. */

import fc from 'fast-check'

import { FaultList } from '../parse/read-object.js'
import { plainPeriod } from './plain-period.js'
import { readAtLength } from './read-period.js'

const path = '$.cdr.charging_periods[0]'
const at = '2026-03-02T10:00:00Z'

const anyDimension = fc.record({
  type: fc.constantFrom('ENERGY', 'TIME', 'PARKING_TIME', 'RESERVATION_TIME', 'POWER', 'FLAT', 'X'),
  volume: fc.oneof(
    fc.nat(999_999).map(value => value / 10_000),
    fc.constantFrom(-1, '1', 1e9),
  ),
})
const anyPeriod = fc.record(
  {
    start_date_time: fc.constantFrom(
      at,
      '2026-03-02T10:00:00.5Z',
      '2026-03-02T10:00:00',
      '1999',
      5,
    ),
    dimensions: fc.oneof(
      { weight: 9, arbitrary: fc.array(anyDimension, { maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom(null, {}, [null], [{ type: 'TIME' }]) },
    ),
    tariff_id: fc.constantFrom('T', null, 7),
    other: fc.constant(1),
  },
  { requiredKeys: ['start_date_time', 'dimensions'] },
)

test('what is read quickly is read the same at length, without a fault or a warning', () => {
  let read = 0
  fc.assert(
    fc.property(anyPeriod, period => {
      const quick = plainPeriod(period, path)
      if (quick === undefined) return
      read += 1
      const faults = new FaultList()
      expect(quick).toEqual(readAtLength(period, path, faults))
      expect(faults.faults).toEqual([])
    }),
    { numRuns: 10_000 },
  )
  expect(read).toBeGreaterThan(50)
})

const usual = { start_date_time: at, dimensions: [{ type: 'ENERGY', volume: 1.5 }], tariff_id: 'T' }

test('the usual period is read quickly', () => {
  expect(plainPeriod(usual, path)).toMatchObject({ path, quantities: { ENERGY: 1_500_000 } })
})

test.each([
  ['no object', [usual]],
  ['a field that is not known', { ...usual, other: 1 }],
  ['no start', { dimensions: [] }],
  ['a start in a year without clocks', { ...usual, start_date_time: '1999-01-01T00:00:00Z' }],
  ['no dimensions', { start_date_time: at }],
  ['a dimension that is not priced', { ...usual, dimensions: [{ type: 'POWER', volume: 11 }] }],
  ['a volume with a remark', { ...usual, dimensions: [{ type: 'TIME', volume: 1, unit: 'h' }] }],
])('a period with %s takes the longer way', (_, period) => {
  expect(plainPeriod(period, path)).toBeUndefined()
})
