/** Finds a session that does what is priced at a moment inside a box of restrictions. */

import { readWallClock } from '@wattline/units'
import type { CompiledComponent } from '../compile/compiled.js'
import { activeComponent } from '../rate/match.js'
import type { MeteredDimension } from '../rate/rated.js'
import type { Activity } from '../session.js'
import type { Box } from './box.js'
import { type Course, rateCourse } from './example.js'
import type { Levels, Stretch } from './finding.js'
import { levelsIn, wattsAt, withLevels } from './levels.js'
import type { Asked } from './prices.js'
import { instantIn, type Site, type Subject } from './site.js'

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
export function reach(site: Site, box: Box, asked: Asked): Reached | undefined {
  const activity = activityOf(asked)
  const levels = levelsIn(site.tariff, box, activity === 'CHARGING' ? usualWatts : 0)
  const before = activity === 'RESERVED' ? reserveBefore(box) : chargeBefore(box, activity)
  if (!before || !levels) return undefined
  const { seconds: second, energyWh: beforeWh } = before
  const at = instantIn({ ...site, fromSecond: site.fromSecond + second }, box)
  if (at === undefined) return undefined
  const { secondOfDay } = readWallClock(site.zone, at)
  const longest = Math.min(longestSeconds, box.clock.to - secondOfDay, box.duration.to - second)
  const stretch: Stretch =
    activity === 'CHARGING'
      ? chargeIn(box, { beforeWh, seconds: longest, levels })
      : { activity, seconds: longest, energyWh: 0, ...levels }
  const course: Course = {
    startSecond: at - second,
    stretches: second === 0 ? [stretch] : [withLevels(site.tariff, before, box), stretch],
    ...(asked.reservation === 'RESERVATION_EXPIRES' && { reservationExpired: true }),
  }
  return { site, course, second }
}

function activityOf({ type, reservation }: Asked): Activity {
  if (reservation !== undefined) return 'RESERVED'
  return type === 'PARKING_TIME' ? 'PARKED' : 'CHARGING'
}

/** How a session has charged when it enters the box: as usual, within its bounds. */
function chargeBefore({ energy, duration }: Box, next: Activity): Stretch | undefined {
  const leastWh = Math.ceil(energy.from / 1000)
  const mostWh = Math.ceil(energy.to / 1000) - 1
  if (leastWh > mostWh) return undefined
  const wished = Math.min(Math.max(next === 'PARKED' ? usualWh : 0, leastWh), mostWh)
  const usual = Math.ceil((wished * 3600) / usualWatts)
  const seconds = Math.min(Math.max(usual, duration.from), duration.to - 1)
  const energyWh = Math.max(leastWh, Math.min(wished, Math.floor((seconds * usualWatts) / 3600)))
  return seconds === 0 && energyWh > 0 ? undefined : { activity: 'CHARGING', seconds, energyWh }
}

function reserveBefore({ energy, duration }: Box): Stretch | undefined {
  return energy.from > 0 ? undefined : { activity: 'RESERVED', seconds: duration.from, energyWh: 0 }
}

interface Within {
  readonly beforeWh: number
  readonly seconds: number
  readonly levels: Levels
}

/** As much as usual, and no more than the box holds; no longer than a stated power needs for it. */
function chargeIn({ energy }: Box, { beforeWh, seconds, levels }: Within): Stretch {
  const stated = wattsAt(levels)
  const watts = stated ?? usualWatts
  const usual = Math.max(1, Math.floor((seconds * watts) / 3600))
  const energyWh = Math.min(usual, Math.ceil(energy.to / 1000) - beforeWh)
  const needed = stated === undefined ? seconds : Math.ceil((energyWh * 3600) / stated)
  return {
    activity: 'CHARGING',
    seconds: stated !== undefined && stated > 0 ? Math.min(seconds, needed) : seconds,
    energyWh,
    ...levels,
  }
}

/** A part of what can be met in which nothing is paid. */
export interface Gap {
  readonly part: Box
  readonly reached: Reached
}

/** A session that uses the dimensions in a part that no element prices, and pays for none there. */
export function gapIn({ sites }: Subject, used: readonly ('ENERGY' | 'TIME' | 'PARKING_TIME')[]) {
  return (part: Box): Gap | undefined =>
    atAnySite(sites, site => {
      const reached = reach(site, part, { type: used[0] ?? 'ENERGY' })
      if (!reached || used.some(dimension => priceReached(reached, dimension))) return undefined
      return { part, reached }
    })
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
