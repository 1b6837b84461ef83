/**
 * Rates a metered session: facts and a compiled tariff in, charging periods and exact lines out.
 */

import type { CompiledTariff } from '../compile/compiled.js'
import { courseOf, type SessionCourse } from '../periods/course.js'
import { planCuts } from '../periods/plan-cuts.js'
import { splitPeriods } from '../periods/split-periods.js'
import type { ResolvedCut, SessionFacts } from '../session.js'
import { pricePeriods } from './price-periods.js'
import type { ChargingPeriod, RatedSession } from './rated.js'
import { unmeasured } from './unmeasured.js'
import { outsideValidity } from './validity.js'

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
  return rateCourse(tariff, courseOf(facts), cuts)
}

/**
 * The same for facts that were read before: a back-test prices each session under many tariffs.
 */
export function rateCourse(
  tariff: CompiledTariff,
  course: SessionCourse,
  cuts: readonly ResolvedCut[],
): RatedSession {
  const plan =
    cuts.length === 0 ? tariff.cutPlan : planCuts([...tariff.cuts, ...cuts], tariff.readsClock)
  const periods = splitPeriods(course, { zone: tariff.zone, plan })
  return {
    tariff,
    startSecond: course.startSecond,
    endSecond: course.startSecond + course.durationSeconds,
    periods,
    lines: pricePeriods(tariff, periods),
    warnings: warningsOf(tariff, course.startSecond, periods),
  }
}

function warningsOf(
  tariff: CompiledTariff,
  startSecond: number,
  periods: readonly ChargingPeriod[],
): readonly string[] {
  const warnings = outsideValidity(tariff.tariff, startSecond)
  const missing = unmeasured(periods, () => tariff)
  return missing.length === 0 ? warnings : [...warnings, ...missing.map(({ message }) => message)]
}
