/**
 * Tests our own plugins on sessions rated by the real engine: the core accepts whatever they say,
 * further cuts change no amount, and what they bill is what a walk over every second finds.
 */

import dayAhead from '@wattline/plugin-day-ahead'
import idleGrace from '@wattline/plugin-idle-grace'
import membership from '@wattline/plugin-membership'
import type { Params, Plugin, PluginInput, PluginLine } from '@wattline/plugin-sdk'
import {
  type AcceptedLine,
  adjust,
  pluginInput,
  type ResolvedCut,
  resolveCuts,
  type SeriesPoint,
  type Told,
} from '@wattline/tariffs'
import { secondOf, Temporal } from '@wattline/units'
import fc from 'fast-check'

import { anyCut, anySession, type GeneratedSession } from './any-session.js'
import { anyIdle, anyMembership, anySpot, anyUse, type Used } from './any-use.js'
import { rate } from './rate.js'
import { type Tick, ticksOf } from './ticks.js'

const anySeries = fc
  .uniqueArray(
    fc.record({
      fromSecond: fc.integer({ min: -900, max: 4500 }),
      amount: fc.option(fc.integer({ min: -500_000, max: 2_500_000 })),
    }),
    { maxLength: 10, selector: ({ fromSecond }) => fromSecond },
  )
  .map(points => points.sort((a, b) => a.fromSecond - b.fromSecond))
type Series = readonly SeriesPoint[]

interface Case {
  readonly session: GeneratedSession
  /** From the session's start. */
  readonly series: Series
  readonly cuts?: readonly ResolvedCut[]
}

/** What some plugins say of a session, one after the other, as far as the core accepts it. */
function run({ session, series, cuts = [] }: Case, uses: readonly Used[]) {
  const startSecond = secondOf(Temporal.Instant.from(session.startedAt))
  const spot = series.map(each => ({ ...each, fromSecond: startSecond + each.fromSecond }))
  const works = uses.map(({ plugin, params, facts }) => {
    const told: Told = { facts, series: plugin.manifest.series.spot ? { spot } : {} }
    return {
      plugin,
      params,
      told,
      ownCuts: resolveCuts(plugin.manifest, { params, startSecond, ...told }),
    }
  })
  const rated = rate(session, { cuts: [...cuts, ...works.flatMap(({ ownCuts }) => ownCuts)] })
  const accepted: AcceptedLine[] = []
  const refusals: string[] = []
  for (const { plugin, params, told } of works) {
    const input = pluginInput(rated, accepted, told)
    const price = plugin.price as (input: PluginInput, params: Params) => { lines: PluginLine[] }
    const { lines } = price(input, params)
    const { id, version } = plugin.manifest
    const named = { id, version, hash: id, paramsHash: 'p', manifest: plugin.manifest, params }
    const judged = adjust(rated, accepted, { plugin: named, lines, told })
    accepted.push(...(judged.accepted ?? []))
    refusals.push(...(judged.refused ?? []).map(reason => `${id}: ${reason}`))
  }
  return { rated, accepted, refusals }
}

const phases = ['PRICE', 'PROMOTION', 'LOYALTY', 'SURCHARGE']
const inPhases = (uses: readonly Used[]) =>
  [...uses].sort(
    (a, b) => phases.indexOf(a.plugin.manifest.phase) - phases.indexOf(b.plugin.manifest.phase),
  )
/** Each component at one rate of VAT. */
const taxed = (session: GeneratedSession): GeneratedSession => ({
  ...session,
  elements: session.elements.map(element => ({
    ...element,
    price_components: element.price_components.map(component => ({
      ...component,
      vat: component.type === 'ENERGY' ? 19 : 7,
    })),
  })),
})

test('whatever is stacked on whatever session, the core refuses nothing', () => {
  fc.assert(
    fc.property(
      anySession,
      anySeries,
      fc.array(anyUse, { minLength: 1, maxLength: 5 }),
      (session, series, uses) => {
        expect(run({ session: taxed(session), series }, inPhases(uses)).refusals).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
})

test('further cuts change no amount of a plugin', () => {
  fc.assert(
    fc.property(
      anySession,
      anySeries,
      fc.array(anyCut, { minLength: 1, maxLength: 4 }),
      anyUse,
      (session, series, cuts, used) => {
        const said = (more: readonly ResolvedCut[]) =>
          run({ session, series, cuts: more }, [used]).accepted.map(
            ({ code, amount, labelArgs }) => ({
              code,
              amount,
              labelArgs,
            }),
          )
        expect(said(cuts)).toEqual(said([]))
      },
    ),
    { numRuns: 300 },
  )
})

const two = (value: number): string => value.toString().padStart(2, '0')
const isInWindow = ({ clock }: Tick, start: string, end: string): boolean => {
  const shown = `${two(clock.hour)}:${two(clock.minute)}`
  return start < end ? shown >= start && shown < end : shown >= start || shown < end
}
const secondsAlone = (session: GeneratedSession): Tick[] =>
  [...ticksOf(session)].filter(tick => !tick.isInstant)
const amountOf = (lines: readonly AcceptedLine[], code: string): number =>
  lines.find(line => line.code === code)?.amount ?? 0
const halfUp = (n: bigint, d: bigint): number => Number((2n * n + d) / (2n * d))

test('idle-grace bills each second after the grace and outside quiet hours, and no other', () => {
  fc.assert(
    fc.property(anySession, anyIdle, (session, params) => {
      let parkedFrom: number | undefined
      const billed = secondsAlone(session).filter(tick => {
        if (tick.activity !== 'PARKED') parkedFrom = undefined
        else parkedFrom ??= tick.second
        const isQuiet =
          params.quietWeekdays.includes(tick.clock.dayOfWeek) &&
          isInWindow(tick, params.quietStart, params.quietEnd)
        return (
          parkedFrom !== undefined && tick.second - parkedFrom >= params.graceSeconds && !isQuiet
        )
      })
      const fee = halfUp(BigInt(billed.length) * BigInt(params.ratePerHour), 3600n)
      const used = { plugin: idleGrace as Plugin<never>, params, facts: {} }
      const { accepted } = run({ session, series: [] }, [used])
      expect(amountOf(accepted, 'IDLE_FEE')).toBe(Math.min(fee, params.mostPerSession ?? fee))
    }),
    { numRuns: 100 },
  )
})

test('day-ahead prices each Wh by the series at its second', () => {
  fc.assert(
    fc.property(anySession, anySeries, anySpot, (session, series, params) => {
      const { marginPerKwh, floorPerKwh, capPerKwh, fallbackPerKwh } = params
      let [spot, fallbackWh] = [0n, 0n]
      for (const { second, fromWh, toWh } of ticksOf(session)) {
        const worth = series.filter(({ fromSecond }) => fromSecond <= second).at(-1)?.amount ?? null
        if (worth === null) fallbackWh += BigInt(toWh - fromWh)
        else {
          const rateNow = Math.min(capPerKwh, Math.max(floorPerKwh, worth + marginPerKwh))
          spot += BigInt(rateNow) * BigInt(toWh - fromWh)
        }
      }
      const used = { plugin: dayAhead as Plugin<never>, params, facts: {} }
      const { accepted } = run({ session, series }, [used])
      expect(amountOf(accepted, 'SPOT_ENERGY')).toBe(halfUp(spot, 1000n))
      const fallback = halfUp(fallbackWh * BigInt(fallbackPerKwh), 1000n)
      expect(amountOf(accepted, 'FALLBACK_ENERGY')).toBe(fallback)
    }),
    { numRuns: 100 },
  )
})

test('membership gives the first Wh away and prices the rest, at one price per kWh', () => {
  const elements = [{ price_components: [{ type: 'ENERGY', price: 0.4, step_size: 1 }] }]
  fc.assert(
    fc.property(anySession, anyMembership, fc.nat(6000), (any, params, freeWh) => {
      const session = { ...any, elements }
      const totalWh = [...ticksOf(session)].at(-1)?.toWh ?? 0
      const givenWh = Math.min(freeWh, totalWh)
      const used = { plugin: membership as Plugin<never>, params, facts: { tier: 'gold', freeWh } }
      const { accepted } = run({ session, series: [] }, [used])
      const off = [amountOf(accepted, 'FREE_ENERGY'), amountOf(accepted, 'MEMBER_RATE')]
      expect(off.map(Math.abs)).toEqual([givenWh * 400, (totalWh - givenWh) * 250])
    }),
    { numRuns: 100 },
  )
})
