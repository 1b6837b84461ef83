/** Finds a session that uses a dimension at a moment inside a box of restrictions. */

import { readWallClock } from '@wattline/units'
import type { CompiledComponent } from '../compile/compiled.js'
import { activeComponent } from '../rate/match.js'
import type { MeteredDimension } from '../rate/rated.js'
import type { Box } from './box.js'
import { type Course, rateCourse } from './example.js'
import type { Stretch } from './finding.js'
import { instantIn, type Site } from './site.js'

/** The power at which examples charge, unless bounds ask for another. */
const usualWatts = 11_000
const usualWh = 11_000
const longestSeconds = 3600

export interface Reached {
  readonly site: Site
  readonly course: Course
  /** The second of the session from which the box is held. */
  readonly second: number
}

/**
 * The first such session in the tariff's time; its last stretch begins inside the box and stays in
 * it as long as the clock runs evenly. Undefined where no vehicle gets there.
 */
export function reach(site: Site, box: Box, dimension: MeteredDimension): Reached | undefined {
  const before = chargeBefore(box, dimension === 'PARKING_TIME' ? usualWh : 0)
  if (!before) return undefined
  const { seconds: second, energyWh } = before
  const at = instantIn({ ...site, fromSecond: site.fromSecond + second }, box)
  if (at === undefined) return undefined
  const { secondOfDay } = readWallClock(site.zone, at)
  const seconds = Math.min(longestSeconds, box.clock.to - secondOfDay, box.duration.to - second)
  const stretch: Stretch =
    dimension === 'PARKING_TIME'
      ? { activity: 'PARKED', seconds, energyWh: 0 }
      : { activity: 'CHARGING', seconds, energyWh: energyIn(seconds, box, energyWh) }
  const stretches = second === 0 ? [stretch] : [before, stretch]
  return { site, course: { startSecond: at - second, stretches }, second }
}

/** How a session has charged when it enters the box: as usual, within its bounds. */
function chargeBefore({ energy, duration }: Box, wishedWh: number): Stretch | undefined {
  const leastWh = Math.ceil(energy.from / 1000)
  const mostWh = Math.ceil(energy.to / 1000) - 1
  if (leastWh > mostWh) return undefined
  const wished = Math.min(Math.max(wishedWh, leastWh), mostWh)
  const usual = Math.ceil((wished * 3600) / usualWatts)
  const seconds = Math.min(Math.max(usual, duration.from), duration.to - 1)
  const energyWh = Math.max(leastWh, Math.min(wished, Math.floor((seconds * usualWatts) / 3600)))
  return seconds === 0 && energyWh > 0 ? undefined : { activity: 'CHARGING', seconds, energyWh }
}

/** As much as usual, and no more than the box holds. */
function energyIn(seconds: number, { energy }: Box, beforeWh: number): number {
  const usual = Math.max(1, Math.floor((seconds * usualWatts) / 3600))
  return Math.min(usual, Math.ceil(energy.to / 1000) - beforeWh)
}

/** What prices the dimension where the box is entered; undefined where nothing does. */
export function priceReached(
  { site, course, second }: Reached,
  dimension: MeteredDimension,
): CompiledComponent | undefined {
  const period = rateCourse(site.tariff, course).periods.find(
    ({ start, quantities }) => start.sessionSecond >= second && quantities[dimension] > 0,
  )
  return period && activeComponent(site.tariff, dimension, period.start)
}

/** The first answer that one of the sites has. */
export function atAnySite<T>(
  sites: readonly Site[],
  ask: (site: Site) => T | undefined,
): T | undefined {
  for (const site of sites) {
    const answer = ask(site)
    if (answer !== undefined) return answer
  }
  return undefined
}
