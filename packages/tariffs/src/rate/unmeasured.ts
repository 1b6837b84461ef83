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
const none: readonly Unmeasured[] = []

/** At most one warning a measure. @param tariffOf the tariff that prices a period, by its index */
export function unmeasured(
  periods: readonly ChargingPeriod[],
  tariffOf: (index: number) => CompiledTariff,
): readonly Unmeasured[] {
  // Most tariffs hang on neither.
  const isAsked = periods.some((_, index) => hangsOnMeasure(tariffOf(index)))
  if (!isAsked) return none
  return measures.flatMap(measure => {
    const places = periods.flatMap((period, index) =>
      isMissed(period, tariffOf(index), measure) ? [index + 1] : [],
    )
    if (places.length === 0) return []
    const which = places.length === 1 ? 'period' : 'periods'
    const message = `No ${measure} was measured in charging ${which} ${places.join(', ')}: prices that hang on it did not apply there.`
    return [{ measure, message }]
  })
}

function hangsOnMeasure({ cutPlan }: CompiledTariff): boolean {
  return cutPlan.power.length > 0 || cutPlan.current.length > 0
}

function isMissed(period: ChargingPeriod, tariff: CompiledTariff, measure: Measure): boolean {
  if (period.start[measure] !== undefined) return false
  const hangsOnIt = ({ conditions }: CompiledComponent): boolean =>
    conditions.some(({ reads }) => reads === measure)
  return metered.some(
    dimension => period.quantities[dimension] > 0 && tariff.components[dimension].some(hangsOnIt),
  )
}
