/**
 * Rates a metered session: facts and a compiled tariff in, charging periods and exact lines out.
 */

import { parseInstant, secondOf } from '@wattline/units'

import type { CompiledTariff } from '../compile/compiled.js'
import { courseOf } from '../periods/course.js'
import { splitPeriods } from '../periods/split-periods.js'
import type { ResolvedCut, SessionFacts } from '../session.js'
import { pricePeriods } from './price-periods.js'
import type { RatedSession } from './rated.js'

/**
 * The one function behind the price shown, billed, refunded and back-tested. Pure: the same input
 * gives the same lines, and cuts beyond the tariff's own never change them.
 *
 * @param cuts where plugins change their prices
 * @throws BrokenInvariant when the facts contradict themselves
 */
export function rateSession(
  tariff: CompiledTariff,
  facts: SessionFacts,
  cuts: readonly ResolvedCut[],
): RatedSession {
  const course = courseOf(facts)
  const periods = splitPeriods(course, {
    zone: tariff.zone,
    cuts: cuts.length === 0 ? tariff.cuts : [...tariff.cuts, ...cuts],
    readsClock: tariff.readsClock,
  })
  return {
    tariff,
    startSecond: course.startSecond,
    endSecond: course.startSecond + course.durationSeconds,
    periods,
    lines: pricePeriods(tariff, periods),
    warnings: outsideValidity(tariff, course.startSecond),
  }
}

/**
 * The tariff at the session's start prices all of it; one that was not valid then is worth a word.
 */
export function outsideValidity({ tariff }: CompiledTariff, startSecond: number): string[] {
  const start = tariff.startsAt === undefined ? undefined : parseInstant(tariff.startsAt)
  const end = tariff.endsAt === undefined ? undefined : parseInstant(tariff.endsAt)
  const isEarly = start !== undefined && startSecond < secondOf(start)
  const isLate = end !== undefined && startSecond >= secondOf(end)
  if (!isEarly && !isLate) return []
  return [`Tariff ${tariff.id} was not valid when the session started.`]
}
