/**
 * Names daily windows that one night a year never open, or open twice, because the site's clock
 * skips or repeats an hour in the midst of them (OCPI times are local to the site, and cannot tell
 * the two 02:30 apart; ocpi/ocpi #534).
 */

import { clockJumps, offsetAt, readWallClock, secondsPerDay } from '@wattline/units'

import { showClock } from '../restrictions/time-of-day.js'
import type { TariffElement } from '../tariff.js'
import { axes, type Range, showDate } from './axes.js'
import { boxesOf, wholeBox } from './box.js'
import { type Course, describeExample, exampleOf } from './example.js'
import type { Finding, Stretch } from './finding.js'
import { levelsIn } from './levels.js'
import type { ProofRule, Site } from './site.js'

export const clockJumpsInWindows: ProofRule = ({ tariff, sites }) =>
  tariff.elements.flatMap((element, elementIndex) => {
    const ranges = axes.clock.rangesOf(element.restrictions)
    if (!ranges) return []
    const found = sites.flatMap(site =>
      jumpsOf(site).flatMap(jump => findingOf(site, jump, { element, elementIndex, ranges }) ?? []),
    )
    // The same window meets many a jump; the first of each kind says it.
    return found.filter(({ code }, place) => found.findIndex(one => one.code === code) === place)
  })

/** The clock goes from one reading to another at an instant. */
interface Jump {
  readonly atSecond: number
  /** Seconds it moves: ahead in spring, back in autumn. */
  readonly moves: number
  /** The seconds of the day that are skipped or shown twice. */
  readonly hour: Range
}

function jumpsOf({ zone, fromSecond, toSecond }: Site): Jump[] {
  return clockJumps(zone, { after: fromSecond, before: toSecond }).map(atSecond => {
    const before = offsetAt(zone, atSecond - 1)
    const after = offsetAt(zone, atSecond)
    const from = (atSecond + Math.min(before, after)) % secondsPerDay
    const moves = after - before
    return { atSecond, moves, hour: { from, to: from + Math.abs(moves) } }
  })
}

interface Window {
  readonly element: TariffElement
  readonly elementIndex: number
  readonly ranges: readonly Range[]
}

function findingOf(site: Site, jump: Jump, window: Window): Finding | undefined {
  const { hour, moves, atSecond } = jump
  const { ranges } = window
  const isSkipped = moves > 0 && ranges.every(({ from, to }) => hour.from <= from && to <= hour.to)
  const isEdgeInside = (edge: number): boolean => hour.from < edge && edge < hour.to
  const isRepeated =
    moves < 0 && ranges.some(({ from, to }) => isEdgeInside(from) || isEdgeInside(to))
  if (!isSkipped && !isRepeated) return undefined
  const example = exampleOf(site, nightOf(site, atSecond, window.element))
  const { timeZone } = site.zone
  const day = showDate(readWallClock(site.zone, atSecond).date)
  const hourText = `${showClock(hour.from)} to ${showClock(hour.to)}`
  const what = isSkipped
    ? `on ${day} the clock of ${timeZone} skips ${hourText}, so this window never opens`
    : `on ${day} the clock of ${timeZone} shows ${hourText} twice, so this window opens twice`
  return {
    path: `$.elements[${window.elementIndex}].restrictions`,
    code: isSkipped ? 'window-skipped' : 'window-repeated',
    message: `${what}: ${describeExample(example)}`,
    severity: 'note',
    elementIndex: window.elementIndex,
    examples: [example],
  }
}

/** Two hours before the jump and two behind it, of what the element prices. */
function nightOf({ tariff }: Site, atSecond: number, { restrictions }: TariffElement): Course {
  const { reservation } = restrictions
  const isReserved = reservation !== undefined
  const [box = wholeBox] = boxesOf(restrictions)
  const stretch: Stretch = {
    activity: isReserved ? 'RESERVED' : 'CHARGING',
    seconds: 14_400,
    energyWh: isReserved ? 0 : 40_000,
    ...levelsIn(tariff, box, isReserved ? 0 : 10_000),
  }
  return {
    startSecond: atSecond - 7200,
    stretches: [stretch],
    ...(reservation === 'RESERVATION_EXPIRES' && { reservationExpired: true }),
  }
}
