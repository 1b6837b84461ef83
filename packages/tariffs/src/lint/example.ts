/** Builds example sessions and has the engine price them, so that what a finding says is proven. */

import {
  formatAmount,
  instantFromSecond,
  readWallClock,
  secondOf,
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
import type { ExampleSession, Stretch } from './finding.js'
import type { Site } from './site.js'

/** A session before it is priced. */
export interface Course {
  /** Epoch seconds. */
  readonly startSecond: number
  readonly stretches: readonly Stretch[]
}

/** The facts of a course, as a meter would have reported them. */
export function factsOf({ startSecond, stretches }: Course): SessionFacts {
  let second = startSecond
  let energyWh = 0
  const samples: Sample[] = []
  for (const { activity, seconds, energyWh: more } of stretches) {
    samples.push({ at: instantFromSecond(second), energyWh: BigInt(energyWh), activity })
    second += seconds
    energyWh += more
  }
  const endedAt = instantFromSecond(second)
  samples.push({ at: endedAt, energyWh: BigInt(energyWh) })
  return { startedAt: instantFromSecond(startSecond), endedAt, samples }
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
    price: formatAmount({ minor, currency }),
    currency,
  }
}

/** The facts of an example, to price it again. */
export function exampleFacts({ startedAt, stretches }: ExampleSession): SessionFacts {
  return factsOf({ startSecond: secondOf(Temporal.Instant.from(startedAt)), stretches })
}

/** `Mon 2027-03-01 08:00 (Europe/Berlin): 20 kWh in 1 h, then 30 min parked, costs 12.34 EUR`. */
export function describeExample(example: ExampleSession): string {
  const { timeZone, startedAt, stretches, price, currency } = example
  const { secondOfDay, weekday, date } = readWallClock(
    zoneTable(timeZone),
    secondOf(Temporal.Instant.from(startedAt)),
  )
  const day = axes.weekday.words({ from: weekday, to: weekday + 1 })
  const when = `${day} ${showDate(date)} at ${showClock(secondOfDay)} (${timeZone})`
  const doings = stretches.map(({ activity, seconds, energyWh }) =>
    activity === 'CHARGING'
      ? `${showKwh(energyWh * 1000)} kWh in ${showDuration(seconds)}`
      : `${showDuration(seconds)} ${activity.toLowerCase()}`,
  )
  return `a session ${when}, ${doings.join(', then ')}, costs ${price} ${currency}`
}
