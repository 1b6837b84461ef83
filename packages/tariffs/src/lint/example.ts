/** Builds example sessions and has the engine price them, so that what a finding says is proven. */

import {
  formatAmount,
  instantFromSecond,
  readWallClock,
  secondOf,
  showScaled,
  showSecond,
  Temporal,
  zoneTable,
} from '@wattline/units'

import type { CompiledTariff } from '../compile/compiled.js'
import { rateSession } from '../rate/rate-session.js'
import type { RatedSession } from '../rate/rated.js'
import { showDuration } from '../restrictions/session-duration.js'
import { showKwh } from '../restrictions/session-energy.js'
import { showClock } from '../restrictions/time-of-day.js'
import type { Sample, SessionFacts } from '../session.js'
import { totalBill } from '../total/total-bill.js'
import { axes, showDate } from './axes.js'
import type { ExampleSession, Levels, Stretch } from './finding.js'
import type { Site } from './site.js'

/** A session before it is priced. */
export interface Course {
  /** Epoch seconds. */
  readonly startSecond: number
  readonly stretches: readonly Stretch[]
  readonly reservationExpired?: boolean
}

/** The facts of a course, as a meter would have reported them. */
export function factsOf({ startSecond, stretches, reservationExpired }: Course): SessionFacts {
  let second = startSecond
  let energyWh = 0
  const samples: Sample[] = []
  for (const stretch of stretches) {
    const { activity, seconds, energyWh: more } = stretch
    const levels = levelsOf(stretch)
    samples.push({ at: instantFromSecond(second), energyWh: BigInt(energyWh), activity, ...levels })
    // What is measured runs straight to the next sample: a last one keeps it level until then.
    if (levels !== undefined && seconds > 1) {
      const atLast = energyWh + Math.floor((more * (seconds - 1)) / seconds)
      const at = instantFromSecond(second + seconds - 1)
      samples.push({ at, energyWh: BigInt(atLast), ...levels })
    }
    second += seconds
    energyWh += more
  }
  const endedAt = instantFromSecond(second)
  samples.push({ at: endedAt, energyWh: BigInt(energyWh) })
  const facts = { startedAt: instantFromSecond(startSecond), endedAt, samples }
  return reservationExpired === true ? { ...facts, reservationExpired } : facts
}

function levelsOf({ powerW, currentMilliA }: Stretch): Levels | undefined {
  if (powerW === undefined && currentMilliA === undefined) return undefined
  return {
    ...(powerW !== undefined && { powerW }),
    ...(currentMilliA !== undefined && { currentMilliA }),
  }
}

export function rateCourse(tariff: CompiledTariff, course: Course): RatedSession {
  return rateSession(tariff, factsOf(course), [])
}

/** What the whole session costs, taxes included, in minor units. */
export function grossMinorOf(rated: RatedSession): bigint {
  return totalBill(rated, []).grossMinor
}

export function exampleOf(site: Site, course: Course): ExampleSession {
  const { currency } = site.tariff.tariff
  const minor = grossMinorOf(rateCourse(site.tariff, course))
  return {
    timeZone: site.zone.timeZone,
    startedAt: showSecond(course.startSecond),
    stretches: course.stretches,
    ...(course.reservationExpired === true && { reservationExpired: true }),
    price: formatAmount({ minor, currency }),
    currency,
  }
}

/** The facts of an example, to price it again. */
export function exampleFacts({ startedAt, ...course }: ExampleSession): SessionFacts {
  return factsOf({ ...course, startSecond: secondOf(Temporal.Instant.from(startedAt)) })
}

/** `Mon 2027-03-01 08:00 (Europe/Berlin): 20 kWh in 1 h, then 30 min parked, costs 12.34 EUR`. */
export function describeExample(example: ExampleSession): string {
  const { timeZone, startedAt, stretches, reservationExpired, price, currency } = example
  const { secondOfDay, weekday, date } = readWallClock(
    zoneTable(timeZone),
    secondOf(Temporal.Instant.from(startedAt)),
  )
  const day = axes.weekday.words({ from: weekday, to: weekday + 1 })
  const when = `${day} ${showDate(date)} at ${showClock(secondOfDay)} (${timeZone})`
  const expired = reservationExpired === true ? ' until the reservation ran out' : ''
  const doings = stretches.map(describeStretch).join(', then ')
  return `a session ${when}, ${doings}${expired}, costs ${price} ${currency}`
}

function describeStretch(stretch: Stretch): string {
  const { activity, seconds, energyWh, powerW, currentMilliA } = stretch
  const levels = [
    ...(powerW === undefined ? [] : [`${showScaled(BigInt(powerW), 3)} kW`]),
    ...(currentMilliA === undefined ? [] : [`${showScaled(BigInt(currentMilliA), 3)} A`]),
  ]
  const shown = levels.length === 0 ? '' : ` at ${levels.join(' and ')}`
  return activity === 'CHARGING'
    ? `${showKwh(energyWh * 1000)} kWh in ${showDuration(seconds)}${shown}`
    : `${showDuration(seconds)} ${activity.toLowerCase()}${shown}`
}
