/** A session's facts, with and without a reservation before it. */

import { Temporal } from '@wattline/units'

import { factsOf } from './session-facts.js'

const at = (time: string) => Temporal.Instant.from(`2026-03-02T${time}:00Z`)
const [startedAt, endedAt] = [at('10:00'), at('11:00')]
const samples = [
  { at: startedAt, energyWh: 0n },
  { at: endedAt, energyWh: 10_000n },
]

test('without a reservation the facts are what was metered', () => {
  const session = { startedAt, endedAt, reservedFrom: null, reservationExpired: false }
  expect(factsOf(session, { samples })).toEqual({ startedAt, endedAt, samples })
})

test('with one they begin with it, and the vehicle charges from the start on', () => {
  const session = { startedAt, endedAt, reservedFrom: at('09:47'), reservationExpired: false }
  expect(factsOf(session, { samples })).toEqual({
    startedAt: at('09:47'),
    endedAt,
    samples: [
      { at: at('09:47'), energyWh: 0n, activity: 'RESERVED' },
      { at: startedAt, energyWh: 0n, activity: 'CHARGING' },
      ...samples,
    ],
    reservationExpired: false,
  })
})
