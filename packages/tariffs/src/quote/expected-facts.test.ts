/** Tests that an expectation becomes the facts of a steady session. */

import { Temporal } from '@wattline/units'

import { expectedFacts } from './expected-facts.js'

const startAt = Temporal.Instant.from('2026-03-02T10:00:00Z')

test('energy arrives evenly, and the vehicle then stays parked', () => {
  const facts = expectedFacts({ startAt, minutes: 60, energyWh: 20_000n, parkedMinutes: 30 })
  expect(facts.endedAt.toString()).toBe('2026-03-02T11:30:00Z')
  expect(facts.samples).toEqual([
    { at: Temporal.Instant.from('2026-03-02T11:00:00Z'), energyWh: 20_000n, activity: 'PARKED' },
  ])
})

test('without parking the session ends when the energy is there', () => {
  const facts = expectedFacts({ startAt, minutes: 0.5, energyWh: 100n })
  expect(facts.endedAt.toString()).toBe('2026-03-02T10:00:30Z')
})

test('nothing negative is expected', () => {
  expect(() => expectedFacts({ startAt, minutes: -1, energyWh: 0n })).toThrow('0 minutes or more')
  expect(() => expectedFacts({ startAt, minutes: 1, energyWh: -1n })).toThrow('0 Wh or more')
})
