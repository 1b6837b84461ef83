/**
 * Tests that sessions are cut where prices change, that periods tile them, and share out their
 * energy.
 */

import { Temporal, zoneTable } from '@wattline/units'
import fc from 'fast-check'

import type { ResolvedCut, Sample } from '../session.js'
import { courseOf } from './course.js'
import { planCuts } from './plan-cuts.js'
import { splitPeriods } from './split-periods.js'

interface Session {
  readonly from: string
  readonly seconds: number
  readonly samples?: readonly (readonly [number, bigint, Sample['activity']?])[]
  readonly timeZone?: string
  readonly readsClock?: boolean
}

function split(session: Session, ...cuts: ResolvedCut[]) {
  const { from, seconds, samples = [], timeZone = 'Europe/Berlin', readsClock = false } = session
  const startedAt = Temporal.Instant.from(from)
  const course = courseOf({
    startedAt,
    endedAt: startedAt.add({ seconds }),
    samples: samples.map(([second, energyWh, activity]) => ({
      at: startedAt.add({ seconds: second }),
      energyWh,
      ...(activity && { activity }),
    })),
  })
  return splitPeriods(course, { zone: zoneTable(timeZone), plan: planCuts(cuts, readsClock) })
}

const starts = (periods: ReturnType<typeof split>): number[] =>
  periods.map(({ start }) => start.sessionSecond)

test('without cuts a session is one period, even one of no length', () => {
  expect(starts(split({ from: '2026-03-02T10:00:00Z', seconds: 3600 }))).toEqual([0])
  expect(split({ from: '2026-03-02T10:00:00Z', seconds: 0 })).toMatchObject([
    { durationSeconds: 0, energyWh: 0 },
  ])
})

test('clock, duration and activity cut at their second, with energy in between', () => {
  const session: Session = {
    from: '2026-03-02T10:30:00Z',
    seconds: 7200,
    samples: [
      [3600, 9000n, 'PARKED'],
      [7200, 9000n],
    ],
  }
  const periods = split(
    session,
    { kind: 'clock', secondOfDay: 12 * 3600 },
    { kind: 'sinceStart', seconds: 600 },
    { kind: 'sinceChargingEnded', seconds: 900 },
  )
  expect(starts(periods)).toEqual([0, 600, 1800, 3600, 4500])
  expect(periods.map(({ energyWh }) => energyWh)).toEqual([1500, 3000, 4500, 0, 0])
  expect(periods.map(({ activity }) => activity)).toEqual([
    'CHARGING',
    'CHARGING',
    'CHARGING',
    'PARKED',
    'PARKED',
  ])
  expect(periods[2]?.start.secondOfDay).toBe(12 * 3600)
})

test('an energy cut splits at the very Wh, inside its second', () => {
  const session: Session = { from: '2026-03-02T10:00:00Z', seconds: 100, samples: [[100, 1000n]] }
  const periods = split(session, { kind: 'sessionWh', wh: 505n })
  const shape = periods.map(({ start, durationSeconds, energyWh }) => [
    start.sessionSecond,
    durationSeconds,
    energyWh,
  ])
  expect(shape).toEqual([
    [0, 50, 505],
    [50, 50, 495],
  ])
})

test('an energy cut that is never reached, or only at the very end, cuts nothing', () => {
  const session: Session = { from: '2026-03-02T10:00:00Z', seconds: 100, samples: [[100, 1000n]] }
  const cuts = [0n, 1000n, 1001n].map(wh => ({ kind: 'sessionWh', wh }) as const)
  expect(split(session, ...cuts)).toHaveLength(1)
})

test('energy that is complete long before the end cuts where it is complete', () => {
  const session: Session = {
    from: '2026-03-02T10:00:00Z',
    seconds: 7200,
    samples: [[3600, 1000n, 'PARKED']],
  }
  expect(starts(split(session, { kind: 'sessionWh', wh: 1000n }))).toEqual([0, 3600])
})

test('in the autumn night a clock time cuts twice, and the jump itself cuts', () => {
  const night: Session = { from: '2026-10-24T23:00:00Z', seconds: 4 * 3600 }
  const periods = split(night, { kind: 'clock', secondOfDay: 9000 })
  expect(periods.map(({ start }) => [start.sessionSecond, start.secondOfDay])).toEqual([
    [0, 3600],
    [5400, 9000],
    [7200, 7200],
    [9000, 9000],
  ])
})

test('in the spring night a skipped clock time does not cut, but the jump does', () => {
  const night: Session = { from: '2026-03-28T23:30:00Z', seconds: 4 * 3600 }
  const periods = split(night, { kind: 'clock', secondOfDay: 9000 })
  expect(periods.map(({ start }) => [start.sessionSecond, start.secondOfDay])).toEqual([
    [0, 1800],
    [5400, 3 * 3600],
  ])
})

const anyCut: fc.Arbitrary<ResolvedCut> = fc.oneof(
  fc.nat(86_399).map(secondOfDay => ({ kind: 'clock', secondOfDay }) as const),
  fc.nat(20_000).map(seconds => ({ kind: 'sinceStart', seconds }) as const),
  fc.nat(5000).map(seconds => ({ kind: 'sinceChargingEnded', seconds }) as const),
  fc.nat(60_000).map(wh => ({ kind: 'sessionWh', wh: BigInt(wh) }) as const),
)

test('whatever the cuts, periods tile the session and its energy', () => {
  const anySession = fc.record({
    seconds: fc.nat(18_000),
    energies: fc.array(fc.nat(20_000), { maxLength: 6 }),
    isParkedAfter: fc.nat(6),
  })
  fc.assert(
    fc.property(anySession, fc.array(anyCut), ({ seconds, energies, isParkedAfter }, cuts) => {
      let energyWh = 0
      const samples = energies.map((rise, index) => {
        energyWh += rise
        const second = Math.floor((seconds * (index + 1)) / energies.length)
        const activity = index >= isParkedAfter ? 'PARKED' : 'CHARGING'
        return [second, BigInt(energyWh), activity] as const
      })
      const periods = split({ from: '2026-10-24T22:00:00Z', seconds, samples }, ...cuts)
      let second = 0
      let energy = 0
      for (const period of periods) {
        expect(period.start.sessionSecond).toBe(second)
        expect(period.start.energyMilliWh).toBe(energy * 1000)
        expect(period.chargingSeconds + period.parkedSeconds).toBe(period.durationSeconds)
        expect(period.energyWh).toBeGreaterThanOrEqual(0)
        second += period.durationSeconds
        energy += period.energyWh
      }
      expect([second, energy]).toEqual([seconds, energyWh])
    }),
  )
})
