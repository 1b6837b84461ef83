/** Holds that the order in which things come, and the night in which they fall, say nothing. */

import { energyOf, type Reading } from '@wattline/metering'
import { exactOf, type RatedSession, rateSession, totalBill } from '@wattline/tariffs'
import { decimal, Temporal } from '@wattline/units'
import fc from 'fast-check'

import { anySession, factsOf, type GeneratedSession } from './any-session.js'
import { anyClocklessElement } from './any-tariff.js'
import { compiled, rate } from './rate.js'

const priced = (rated: RatedSession) => [
  rated.periods,
  rated.lines.map(line => {
    const { component, quantity, shares } = line
    return [component.elementIndex, component.componentIndex, quantity, exactOf(line), shares]
  }),
  totalBill(rated, []),
]

test('the price of A, then B is that of B, then A, across a clock jump in both hemispheres', () => {
  fc.assert(
    fc.property(anySession, anySession, fc.nat(100_000), (session, other, apart) => {
      // Two sessions under one compiled tariff, so that whatever it remembers would be shared.
      const tariff = compiled(session)
      const startedAt = Temporal.Instant.from(session.startedAt).add({ seconds: apart }).toString()
      const a = factsOf(session)
      const b = factsOf({ ...other, startedAt })
      const first = [rateSession(tariff, a, []), rateSession(tariff, b, [])].map(priced)
      const second = [rateSession(tariff, b, []), rateSession(tariff, a, [])].map(priced)
      expect(second.reverse()).toEqual(first)
    }),
    { numRuns: 200 },
  )
})

const anyClockless = fc
  .tuple(anySession, fc.array(anyClocklessElement, { minLength: 1, maxLength: 4 }))
  .map(([session, elements]): GeneratedSession => ({ ...session, elements }))

test('a tariff that reads no clock prices the night of a clock jump as any noon', () => {
  const amounts = ({ lines }: RatedSession) => lines.map(line => [line.quantity, exactOf(line)])
  fc.assert(
    fc.property(anyClockless, session => {
      const noon = { ...session, startedAt: '2026-06-03T10:40:00Z' }
      expect(amounts(rate(noon))).toEqual(amounts(rate(session)))
    }),
    { numRuns: 200 },
  )
})

/** What the meter of a session reported, as a device sends it. */
function readingsOf(session: GeneratedSession): Reading[] {
  const { samples } = factsOf({ ...session, isReservedFirst: false })
  return samples.map(({ at, energyWh, activity, powerW, currentMilliA }) => ({
    measuredAt: at,
    registerWh: decimal(energyWh + 1_234_567n),
    activity: activity === 'PARKED' ? 'PARKED' : 'CHARGING',
    source: 'periodic',
    ...(powerW !== undefined && { powerW }),
    ...(currentMilliA !== undefined && { currentMilliA }),
  }))
}

const anyReadings = anySession.chain(session => {
  const readings = readingsOf(session)
  return fc
    .shuffledSubarray(readings, { minLength: readings.length })
    .map(shuffled => ({ session, readings, shuffled }))
})

test('readings may come in any order', () => {
  fc.assert(
    fc.property(anyReadings, ({ session, readings, shuffled }) => {
      const { startedAt, endedAt } = factsOf(session)
      const rated = (list: readonly Reading[]) => {
        const { samples } = energyOf(list, startedAt, endedAt)
        return priced(rate(session, { facts: { startedAt, endedAt, samples } }))
      }
      expect(rated(shuffled)).toEqual(rated(readings))
    }),
    { numRuns: 200 },
  )
})
