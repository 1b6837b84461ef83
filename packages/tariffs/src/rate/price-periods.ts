/**
 * Prices charging periods, each whole by what applies at its start, and gathers them into exact
 * lines.
 */

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import type { Moment } from '../restrictions/condition.js'
import { firstMatch } from './match.js'
import { OpenLines } from './open-lines.js'
import type { ChargingPeriod, RatedLine } from './rated.js'

/**
 * One line per component that was used, dimension by dimension, in each in order of first use.
 *
 * @param tariffOf the tariff of each period, by its index, where they differ: quantity of one
 *   dimension is rounded as one whichever tariffs priced it
 */
export function pricePeriods(
  tariff: CompiledTariff,
  periods: readonly ChargingPeriod[],
  tariffOf: (index: number) => CompiledTariff = () => tariff,
): RatedLine[] {
  const lines = new OpenLines()
  let hasFlat = false
  let hasReservationFlat = false
  let index = 0
  for (const { start, activity, quantities } of periods) {
    const own = tariffOf(index)
    const place = { lines, tariff: own, start, index }
    const { components } = own
    const isOnlyReserved = activity === 'RESERVED'
    const isReserved = isOnlyReserved || quantities.RESERVATION_TIME > 0
    // One FLAT for the session and one for its reservation, each the first that applies (OCPI
    // mod_tariffs, example "reservation price and fee"; beyond it OCPI is silent).
    if (isReserved && !hasReservationFlat) hasReservationFlat = use(place, own.reservationFlats, 1)
    if (!isOnlyReserved && !hasFlat) hasFlat = use(place, components.FLAT, 1)
    use(place, components.ENERGY, quantities.ENERGY)
    use(place, components.TIME, quantities.TIME)
    use(place, components.PARKING_TIME, quantities.PARKING_TIME)
    use(place, components.RESERVATION_TIME, quantities.RESERVATION_TIME)
    index += 1
  }
  return lines.close()
}

/** A period that is being priced. */
interface Place {
  readonly lines: OpenLines
  readonly tariff: CompiledTariff
  readonly start: Moment
  readonly index: number
}

/** Whether there was something to price, and a price for it. */
function use(
  { lines, tariff, start, index }: Place,
  components: readonly CompiledComponent[],
  quantity: number,
): boolean {
  if (quantity === 0) return false
  const component = firstMatch(components, start)
  if (component === undefined) return false
  lines.use(tariff, component, { period: index, quantity })
  return true
}
