/**
 * Warns of a dimension that is priced at some hours and free at others.
 *
 * Prices are looked up by what the clock shows, so a week in which every clock reading has a price
 * has one on both daylight-saving nights too.
 */

import { secondsPerDay } from '@wattline/units'

import type { Moment } from '../restrictions/condition.js'
import { conditionsOf } from '../restrictions/rules.js'
import { showClock } from '../restrictions/time-of-day.js'
import { type Dimension, dimensions, type Fault, type TariffElement } from '../tariff.js'
import type { LintRule } from './lint-tariff.js'

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export const hourWithoutPrice: LintRule = tariff =>
  dimensions.flatMap(dimension => {
    // A FLAT is billed once, whenever it first applies: hours without one are its purpose.
    if (dimension === 'FLAT') return []
    const priced = tariff.elements.filter(element => prices(element, dimension))
    const gap = priced.length === 0 ? undefined : firstGap(priced)
    return gap === undefined ? [] : [gapFault(dimension, gap)]
  })

function prices(element: TariffElement, dimension: Dimension): boolean {
  if (element.restrictions.reservation) return false
  return element.components.some(({ type }) => type === dimension)
}

/** Only elements that hold in any week, at any energy and duration, can be relied on. */
function isWeekly({ restrictions }: TariffElement): boolean {
  const { daysOfWeek: _days, startTime: _start, endTime: _end, ...rest } = restrictions
  return Object.keys(rest).length === 0
}

/** The first stretch of the week, from Monday on, in which no element applies whatever happens. */
function firstGap(elements: readonly TariffElement[]): string | undefined {
  const weekly = elements.filter(isWeekly).map(element => conditionsOf(element.restrictions))
  const edges = new Set([0])
  for (const { cuts } of weekly.flat()) {
    for (const cut of cuts) if (cut.kind === 'clock') edges.add(cut.secondOfDay)
  }
  const ordered = [...edges].sort((a, b) => a - b)
  for (const [index, day] of days.entries()) {
    for (const [place, secondOfDay] of ordered.entries()) {
      const at: Moment = {
        secondOfDay,
        weekday: index + 1,
        date: 0,
        sessionSecond: 0,
        energyMilliWh: 0,
      }
      if (weekly.some(conditions => conditions.every(({ holds }) => holds(at)))) continue
      const end = ordered[place + 1] ?? secondsPerDay
      return `${day} from ${showClock(secondOfDay)} to ${showClock(end)}`
    }
  }
  return undefined
}

function gapFault(dimension: Dimension, gap: string): Fault {
  return {
    path: '$.elements',
    code: 'hour-without-price',
    message: `${dimension} may be free, first on ${gap}; an element without restrictions at the end would price it always`,
    severity: 'warning',
  }
}
