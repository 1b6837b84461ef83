/**
 * Cuts a metered visit into charging periods, the plain way: gather every place where the tariff
 * may change, sort them, read the clock at each. Places are whole seconds and whole Wh, as the
 * engine defines them, and the zone tables are the same, so that the two differ in style only.
 */

import { clockJumps, clockStrikes, readWallClock, type ZoneTable } from '@wattline/units'

import type { Visit } from '../workload.js'
import { decimal, zero } from './arithmetic.js'
import type { TwinPeriod } from './price-periods.js'
import type { TwinElement } from './read-tariff.js'

interface Knot {
  readonly second: number
  readonly wh: number
}

export function splitVisit(
  visit: Visit,
  elements: readonly TwinElement[],
  zone: ZoneTable,
): TwinPeriod[] {
  const knots: Knot[] = [{ second: 0, wh: 0 }]
  for (const { seconds, wh } of visit.stretches) {
    const before = knots.at(-1) ?? { second: 0, wh: 0 }
    knots.push({ second: before.second + seconds, wh: before.wh + wh })
  }
  const bounds = boundsOf(visit, knots, { elements, zone })
  return bounds.slice(0, -1).map((from, index) => {
    const to = bounds[index + 1] ?? from
    const isParked = isParkedAt(visit, from.second)
    const duration = decimal(to.second - from.second)
    const { secondOfDay, weekday } = readWallClock(zone, visit.startSecond + from.second)
    return {
      secondOfDay,
      weekday,
      sessionSecond: from.second,
      kwhBefore: decimal(from.wh / 1000),
      kwh: decimal((to.wh - from.wh) / 1000),
      chargingSeconds: isParked ? zero : duration,
      parkedSeconds: isParked ? duration : zero,
    }
  })
}

interface Rules {
  readonly elements: readonly TwinElement[]
  readonly zone: ZoneTable
}

function boundsOf(visit: Visit, knots: readonly Knot[], { elements, zone }: Rules): Knot[] {
  const end = knots.at(-1) ?? { second: 0, wh: 0 }
  const span = { after: visit.startSecond, before: visit.startSecond + end.second }
  const seconds = new Set<number>(clockJumps(zone, span).map(at => at - visit.startSecond))
  const clocks = new Set<number>()
  const bounds: Knot[] = [{ second: 0, wh: 0 }, end]
  for (const { restrictions } of elements) {
    const { startTime, endTime, days, minKwh, minDuration } = restrictions
    if (startTime !== undefined) clocks.add(startTime)
    if (endTime !== undefined) clocks.add(endTime)
    if (days) clocks.add(0)
    if (minDuration !== undefined) seconds.add(minDuration)
    if (minKwh !== undefined) bounds.push(...reached(knots, minKwh.times(1000).toNumber()))
  }
  for (const clock of clocks) {
    for (const at of clockStrikes(zone, clock, span)) seconds.add(at - visit.startSecond)
  }
  for (const [index, { isParked }] of visit.stretches.entries()) {
    if (isParked !== visit.stretches[index - 1]?.isParked) seconds.add(knots[index]?.second ?? 0)
  }
  for (const second of seconds) {
    if (second > 0 && second < end.second) bounds.push({ second, wh: energyAt(knots, second) })
  }
  bounds.sort((a, b) => a.second - b.second || a.wh - b.wh)
  return bounds.filter(
    ({ second, wh }, index) => second !== bounds[index - 1]?.second || wh !== bounds[index - 1]?.wh,
  )
}

/** Straight between two readings, rounded down to the Wh. */
function energyAt(knots: readonly Knot[], second: number): number {
  const next = knots.findIndex(knot => knot.second > second)
  const [before, after] = [knots[next - 1], knots[next]]
  if (!before || !after) return knots.at(-1)?.wh ?? 0
  const share = ((after.wh - before.wh) * (second - before.second)) / (after.second - before.second)
  return before.wh + Math.floor(share)
}

/** Where an energy is complete, or the second in which it flows; nowhere when it never is. */
function reached(knots: readonly Knot[], wh: number): Knot[] {
  const next = knots.findIndex(knot => knot.wh >= wh)
  const [before, after] = [knots[next - 1], knots[next]]
  if (!before || !after) return []
  const run = ((wh - before.wh) * (after.second - before.second)) / (after.wh - before.wh)
  const second = before.second + Math.ceil(run)
  return [{ second: energyAt(knots, second) === wh ? second : second - 1, wh }]
}

function isParkedAt({ stretches }: Visit, second: number): boolean {
  let end = 0
  for (const { seconds, isParked } of stretches) {
    end += seconds
    if (second < end) return isParked
  }
  return stretches.at(-1)?.isParked ?? false
}
