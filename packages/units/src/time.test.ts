/** Tests clocks that are put where a test needs them, and the reading of instants and zones. */

import {
  instantFromMs,
  isBefore,
  isTimeZone,
  parseInstant,
  StoppedClock,
  Temporal,
} from './time.js'

const noon = Temporal.Instant.from('2026-03-29T12:00:00Z')

test('a stopped clock stands until it is moved', () => {
  const clock = new StoppedClock(noon)
  expect(clock.now()).toEqual(noon)
  clock.advance('PT1H30M')
  expect(clock.now().toString()).toBe('2026-03-29T13:30:00Z')
  clock.advance('P1D')
  expect(clock.now().toString()).toBe('2026-03-30T13:30:00Z')
  clock.set(noon)
  expect(clock.now()).toEqual(noon)
})

test('an instant is read with its offset, and nothing else is one', () => {
  expect(parseInstant('2026-03-29T14:00:00+02:00')?.equals(noon)).toBe(true)
  expect(parseInstant('2026-03-29T14:00:00')).toBeUndefined()
  expect(parseInstant('noon')).toBeUndefined()
})

test('instants order by time', () => {
  expect(isBefore(instantFromMs(1), instantFromMs(2))).toBe(true)
  expect(isBefore(instantFromMs(2), instantFromMs(2))).toBe(false)
})

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['', false],
])('%p is a zone: %p', (name, isZone) => {
  expect(isTimeZone(name)).toBe(isZone)
})
