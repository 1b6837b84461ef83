/** Tests when an element on reservations applies to reserved time. */

import type { Moment } from './condition.js'
import { reservation } from './reservation.js'

const at = (reservationExpired: boolean): Moment => ({
  secondOfDay: 0,
  weekday: 1,
  date: 20260302,
  sessionSecond: 0,
  energyMilliWh: 0,
  reservationExpired,
})

test.each([
  ['RESERVATION', false, true],
  ['RESERVATION', true, true],
  ['RESERVATION_EXPIRES', false, false],
  ['RESERVATION_EXPIRES', true, true],
] as const)('%s, where the reservation has expired: %p, applies: %p', (kind, expired, applies) => {
  expect(reservation.compile({ reservation: kind })?.holds(at(expired))).toBe(applies)
})

test('an element that says nothing of reservations has no such condition', () => {
  expect(reservation.compile({})).toBeUndefined()
})
