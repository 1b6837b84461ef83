/** Tests the quick reading of volumes; the longer way must read the same. */

import fc from 'fast-check'

import { FaultList } from '../parse/read-object.js'
import { plainVolume } from './plain-volume.js'
import { readCdr } from './read-cdr.js'

/** Text takes the longer way. */
function longer(type: string, volume: string): number | undefined {
  const start_date_time = '2026-03-02T10:00:00Z'
  const cdr = {
    start_date_time,
    end_date_time: start_date_time,
    charging_periods: [{ start_date_time, dimensions: [{ type, volume }] }],
  }
  const read = readCdr(cdr, '$.cdr', new FaultList())
  return read?.periods[0]?.quantities[type as 'ENERGY']
}

test('what is read quickly is what is read at length', () => {
  const places = fc.nat(6)
  const type = fc.constantFrom('ENERGY', 'TIME', 'PARKING_TIME', 'RESERVATION_TIME')
  fc.assert(
    fc.property(type, fc.nat(999_999_999), places, (dimension, digits, decimals) => {
      const value = digits / 10 ** decimals
      const text = value.toString()
      fc.pre(!text.includes('e'))
      const quick = plainVolume(dimension as 'ENERGY', value)
      if (quick !== undefined) expect(quick).toBe(longer(dimension, text))
      else expect(decimals).toBeGreaterThan(dimension === 'ENERGY' ? 6 : 4)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['text', '1.5'],
  ['less than nothing', -1],
  ['no number', Number.NaN],
  ['more than can be billed', 1e9],
  ['nothing', null],
])('%s takes the longer way', (_, value) => {
  expect(plainVolume('TIME', value)).toBeUndefined()
  expect(plainVolume('ENERGY', value)).toBeUndefined()
})
