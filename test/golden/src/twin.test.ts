/** Holds the engine equal to its twin, and to what must be true of every session it rates. */

import { exactOf, type RatedSession } from '@wattline/tariffs'
import { decimal, showDecimal } from '@wattline/units'
import fc from 'fast-check'

import { anyCut, anySession, factsOf } from './any-session.js'
import { rate } from './rate.js'
import { twinLines } from './twin.js'

/** Parts of a major unit in one Wh, second or session at a price of 1 per kWh, hour or session. */
const partsPerUnit: Readonly<Record<string, bigint>> = {
  ENERGY: 900_000_000_000n,
  TIME: 250_000_000_000n,
  PARKING_TIME: 250_000_000_000n,
  RESERVATION_TIME: 250_000_000_000n,
  FLAT: 900_000_000_000_000n,
}
const unitsOf = (dimension: string): number =>
  dimension === 'FLAT' ? 1 : dimension === 'ENERGY' ? 1000 : 100

const linesOf = ({ lines }: RatedSession) =>
  Object.fromEntries(
    lines.map(line => {
      const { component, quantity } = line
      const name = `${component.elementIndex}.${component.componentIndex}`
      const exact = exactOf(line).toString()
      return [name, { quantity: quantity / unitsOf(component.dimension), exact }]
    }),
  )

test('the engine and its twin agree on every quantity and every exact amount', () => {
  fc.assert(
    fc.property(anySession, session => {
      const expected = [...twinLines(session)].map(([name, { dimension, quantity, amount }]) => {
        const exact = amount.times(decimal(partsPerUnit[dimension] ?? 0n))
        return [name, { quantity, exact: showDecimal(exact) }]
      })
      expect(linesOf(rate(session))).toEqual(Object.fromEntries(expected))
    }),
    { numRuns: 100 },
  )
})

test('further cuts never change a line', () => {
  fc.assert(
    fc.property(anySession, fc.array(anyCut, { maxLength: 8 }), (session, cuts) => {
      expect(linesOf(rate(session, { cuts }))).toEqual(linesOf(rate(session)))
    }),
    { numRuns: 300 },
  )
})

test('readings that lie on the line between two others never change a line', () => {
  fc.assert(
    fc.property(anySession, session => {
      // Of two readings in one second the first is on no line.
      fc.pre(session.steps.every(({ seconds }) => seconds > 0))
      // Twice the energy, so that the reading in the middle of a step is a whole number of Wh.
      const even = session.steps.map(step => ({
        ...step,
        seconds: step.seconds * 2,
        wh: step.wh * 2,
      }))
      const halves = session.steps.flatMap((step, index) => {
        const first = session.isReservedFirst ? 'RESERVED' : 'CHARGING'
        const { seconds, wh } = step
        return [{ seconds, wh, activity: session.steps[index - 1]?.activity ?? first }, step]
      })
      const plain = rate({ ...session, steps: even })
      expect(linesOf(rate({ ...session, steps: halves }))).toEqual(linesOf(plain))
    }),
    { numRuns: 200 },
  )
})

test('periods tile the session, and their energy is the session’s', () => {
  fc.assert(
    fc.property(anySession, fc.array(anyCut, { maxLength: 8 }), (session, cuts) => {
      const { periods, startSecond, endSecond } = rate(session, { cuts })
      let second = 0
      for (const { start, durationSeconds } of periods) {
        expect(start.sessionSecond).toBe(second)
        second += durationSeconds
      }
      expect(second).toBe(endSecond - startSecond)
      const delivered = periods.reduce((sum, { energyWh }) => sum + BigInt(energyWh), 0n)
      expect(delivered).toBe(factsOf(session).samples.at(-1)?.energyWh ?? 0n)
    }),
    { numRuns: 300 },
  )
})
