/** For how long a connector may have been kept. */

import { Temporal } from '@wattline/units'

import { reservationFault } from './reservation-window.js'

const end = Temporal.Instant.from('2026-03-02T10:00:00Z')

test.each<[string, string, string | undefined]>([
  ['a minute', 'PT1M', undefined],
  ['a millisecond', 'PT0.001S', undefined],
  ['a day', 'PT24H', undefined],
  ['more than a day', 'PT24H0.001S', 'Lies more than 24 hours before startedAt'],
  ['no time', 'PT0S', 'Must lie before startedAt'],
  ['less than no time', '-PT1S', 'Must lie before startedAt'],
])('kept for %s', (_title, duration, message) => {
  const fault = reservationFault(end.subtract(duration), end, 'startedAt')
  expect(fault?.message).toBe(message)
})

test('the first instant there is, is a fault like any other', () => {
  const first = Temporal.Instant.from('-271821-04-20T00:00:00Z')
  expect(reservationFault(first, end, 'expiredAt')?.path).toBe('reservedFrom')
  expect(reservationFault(end, first, 'expiredAt')?.path).toBe('reservedFrom')
})
