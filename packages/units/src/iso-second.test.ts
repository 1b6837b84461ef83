/** Holds the reading of wire instants equal to Temporal’s. */

import fc from 'fast-check'

import { secondFromIso } from './iso-second.js'
import { parseInstant } from './time.js'
import { secondOf } from './zone.js'

const viaTemporal = (text: string): number | undefined => {
  const instant = parseInstant(text)
  return instant && secondOf(instant)
}

const two = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map(value => value.toString().padStart(2, '0'))

test('whatever a date and time says, Temporal reads it as the same second', () => {
  const parts = fc.tuple(
    fc.constantFrom('1969', '1970', '1999', '2000', '2024', '2026', '2100'),
    two(0, 13),
    two(0, 32),
    two(0, 24),
    two(0, 60),
    two(0, 60),
    fc.constantFrom('Z', '.5Z', '.999999999Z', '.Z', '.1234567890Z', '+02:00', '.250-05:30', ''),
  )
  fc.assert(
    fc.property(parts, ([year, month, day, hour, minute, second, end]) => {
      const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${end}`
      expect(secondFromIso(text)).toBe(viaTemporal(text))
    }),
    { numRuns: 3000 },
  )
})

test.each([
  '',
  'Z',
  '2026-03-29 01:00:00Z',
  '2026-03-29T01:00Z',
  '2026-3-29T01:00:00Z',
  '2026-03-29T01:00:0xZ',
  '2026-02-29T01:00:00Z',
  '2024-02-29T01:00:00Z',
  '2026-03-29T01:00:00.12aZ',
])('«%s» is read as Temporal reads it', text => {
  expect(secondFromIso(text)).toBe(viaTemporal(text))
})
