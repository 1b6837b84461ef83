/**
 * Tests that no charging period straddles a place where a plugin's price changes, whatever the
 * session, the zone and the night: the places are found by walking every second of the session.
 */

import type { Cut, Manifest, Params } from '@wattline/plugin-sdk'
import {
  nothingTold,
  pluginInput,
  type RatedSession,
  resolveCuts,
  type SeriesPoint,
  type Told,
} from '@wattline/tariffs'
import { secondOf, Temporal } from '@wattline/units'
import fc from 'fast-check'

import { anySession, type GeneratedSession } from './any-session.js'
import { rate } from './rate.js'
import { type Tick, ticksOf } from './ticks.js'

const manifest: Manifest = {
  id: 'cutter',
  version: '1.0.0',
  contract: 1,
  author: 'Wattline',
  description: 'Cuts wherever it is told to.',
  phase: 'PRICE',
  reads: { allowance: { fact: 'allowance.energyWh', perMonthWh: 0 } },
  series: { spot: { name: 'any' } },
  emits: [],
  cuts: [],
  params: {},
}

interface Given {
  readonly cuts: readonly Cut[]
  readonly params?: Params
  readonly told?: Told
}

const startOf = ({ startedAt }: GeneratedSession): number =>
  secondOf(Temporal.Instant.from(startedAt))

/** The session's periods under a plugin with these cuts. */
function cutAt(session: GeneratedSession, { cuts, params = {}, told = nothingTold }: Given) {
  const given = { params, startSecond: startOf(session), ...told }
  return rate(session, { cuts: resolveCuts({ ...manifest, cuts }, given) })
}

/** Holds what the plugin's price hangs on to one value in every second of each period. */
function expectNoneStraddles(
  rated: RatedSession,
  session: GeneratedSession,
  valueAt: (tick: Tick) => unknown,
): void {
  const values = [...ticksOf(session)].filter(tick => !tick.isInstant).map(valueAt)
  for (const { start, durationSeconds } of rated.periods) {
    const inside = values.slice(start.sessionSecond, start.sessionSecond + durationSeconds)
    expect(new Set(inside.map(value => JSON.stringify(value))).size).toBeLessThanOrEqual(1)
  }
}

const two = (value: number): string => value.toString().padStart(2, '0')
const anyClock = fc.nat(1439).map(minute => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`)

test('a clock: every second of a period lies on the same side of both edges of a window', () => {
  const cuts = [{ clock: { param: 'start' } }, { clock: { param: 'end' } }]
  fc.assert(
    fc.property(anySession, anyClock, anyClock, (session, start, end) => {
      const isInside = ({ clock }: Tick) => {
        const shown = `${two(clock.hour)}:${two(clock.minute)}`
        return start <= end ? shown >= start && shown < end : shown >= start || shown < end
      }
      const rated = cutAt(session, { cuts, params: { start, end } })
      expectNoneStraddles(rated, session, isInside)
      // What the plugin is shown at a period's start is what holds in it.
      const ticks = [...ticksOf(session)].filter(tick => !tick.isInstant)
      for (const { startSecond, durationSeconds, minuteOfDay, date } of periodsOf(rated)) {
        const { clock } = ticks[startSecond] ?? {}
        if (durationSeconds === 0 || clock === undefined) continue
        expect(minuteOfDay).toBe(clock.hour * 60 + clock.minute)
        expect(date).toBe(clock.year * 10_000 + clock.month * 100 + clock.day)
      }
    }),
    { numRuns: 60 },
  )
})

const periodsOf = (rated: RatedSession, told = nothingTold) => pluginInput(rated, [], told).periods

test('a duration since the start', () => {
  const cuts = [{ sinceStartSeconds: { param: 'after' } }]
  fc.assert(
    fc.property(anySession, fc.nat(4000), (session, after) => {
      const rated = cutAt(session, { cuts, params: { after } })
      expectNoneStraddles(rated, session, ({ second }) => second >= after)
    }),
    { numRuns: 100 },
  )
})

test('a time since charging ended, each time it ends', () => {
  const cuts = [{ sinceChargingEndedSeconds: { param: 'grace' } }]
  fc.assert(
    fc.property(anySession, fc.nat(1200), (session, grace) => {
      const rated = cutAt(session, { cuts, params: { grace } })
      let parkedFrom: number | undefined
      expectNoneStraddles(rated, session, ({ second, activity }) => {
        if (activity !== 'PARKED') parkedFrom = undefined
        else parkedFrom ??= second
        return parkedFrom !== undefined && second - parkedFrom >= grace
      })
    }),
    { numRuns: 100 },
  )
})

test('an energy of the session, to the Wh, named by a fact or a parameter', () => {
  const cuts = [{ sessionWh: { fact: 'allowance' } }, { sessionWh: { param: 'tier' } }]
  fc.assert(
    fc.property(anySession, fc.nat(10_000), fc.nat(10_000), (session, allowance, tier) => {
      const told = { facts: { allowance }, series: {} }
      const rated = cutAt(session, { cuts, params: { tier }, told })
      const ticks = [...ticksOf(session)]
      const total = ticks.at(-1)?.toWh ?? 0
      for (const wh of [allowance, tier]) {
        let chargedWh = 0
        const ends = rated.periods.map(({ start, durationSeconds, energyWh }) => {
          const fromWh = chargedWh
          chargedWh += energyWh
          expect(fromWh < wh && wh < chargedWh).toBe(false)
          return { chargedWh, second: start.sessionSecond + durationSeconds }
        })
        expect(chargedWh).toBe(total)
        if (wh === 0 || wh > total) continue
        // It is cut in the very second in which the meter reaches it.
        const reached = ticks.find(({ toWh }) => toWh >= wh)?.second ?? 0
        const cutSecond = ends.find(end => end.chargedWh === wh)?.second ?? -1
        expect([reached, reached + 1]).toContain(cutSecond)
      }
    }),
    { numRuns: 100 },
  )
})

test('the instants of a series, with what it is worth in each period', () => {
  const anyPoint = fc.record({
    fromSecond: fc.integer({ min: -900, max: 4500 }),
    amount: fc.option(fc.integer({ min: -500_000, max: 2_000_000 })),
  })
  const anySeries = fc
    .uniqueArray(anyPoint, { maxLength: 12, selector: ({ fromSecond }) => fromSecond })
    .map(points => points.sort((a, b) => a.fromSecond - b.fromSecond))
  const cuts = [{ series: 'spot' }]
  fc.assert(
    fc.property(anySession, anySeries, (session, points) => {
      const start = startOf(session)
      const spot = points.map(
        ({ fromSecond, amount }): SeriesPoint => ({ fromSecond: start + fromSecond, amount }),
      )
      const told = { facts: {}, series: { spot } }
      const rated = cutAt(session, { cuts, told })
      const worthAt = (second: number): number | null =>
        points.filter(({ fromSecond }) => fromSecond <= second).at(-1)?.amount ?? null
      expectNoneStraddles(rated, session, ({ second }) => worthAt(second))
      for (const { startSecond, series } of periodsOf(rated, told))
        expect(series).toEqual({ spot: worthAt(startSecond) })
    }),
    { numRuns: 100 },
  )
})

test('a place that none of the cuts names is straddled, so that these tests can fail', () => {
  const straddled = fc.check(
    fc.property(anySession, fc.integer({ min: 1, max: 900 }), (session, after) => {
      expectNoneStraddles(rate(session), session, ({ second }) => second >= after)
    }),
    { numRuns: 200, seed: 1 },
  )
  expect(straddled.failed).toBe(true)
})
