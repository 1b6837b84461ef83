/**
 * Warns of periods in which a price did not apply only because nobody measured the current or power
 * that it hangs on.
 */

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import type { Measure } from '../session.js'
import { type ChargingPeriod, metered } from './rated.js'

export interface Unmeasured {
  readonly measure: Measure
  readonly message: string
}

const measures: readonly Measure[] = ['current', 'power']

/** At most one warning a measure. @param tariffOf the tariff that prices a period, by its index */
export function unmeasured(
  periods: readonly ChargingPeriod[],
  tariffOf: (index: number) => CompiledTariff,
): Unmeasured[] {
  const found: Unmeasured[] = []
  for (const measure of measures) {
    const places: number[] = []
    let number = 0
    for (const period of periods) {
      const isMissing = isMissed(period, tariffOf(number), measure)
      number += 1
      if (isMissing) places.push(number)
    }
    if (places.length > 0) found.push({ measure, message: sayWhere(measure, places) })
  }
  return found
}

function sayWhere(measure: Measure, places: readonly number[]): string {
  const which = places.length === 1 ? 'period' : 'periods'
  return `No ${measure} was measured in charging ${which} ${places.join(', ')}: prices that hang on it did not apply there.`
}

function isMissed(period: ChargingPeriod, tariff: CompiledTariff, measure: Measure): boolean {
  // Most tariffs hang on neither.
  if (tariff.cutPlan[measure].length === 0 || period.start[measure] !== undefined) return false
  const hangsOnIt = ({ conditions }: CompiledComponent): boolean =>
    conditions.some(({ reads }) => reads === measure)
  return metered.some(
    dimension => period.quantities[dimension] > 0 && tariff.components[dimension].some(hangsOnIt),
  )
}
