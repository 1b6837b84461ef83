/**
 * Prices charging periods, each whole by what applies at its start, and gathers them into exact
 * lines.
 */

import type { CompiledTariff } from '../compile/compiled.js'
import { activeComponent, firstMatch } from './match.js'
import { OpenLines } from './open-lines.js'
import { type ChargingPeriod, metered, type RatedLine } from './rated.js'

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
  const flats: UsedFlats = { ofSession: false, ofReservation: false }
  let index = 0
  for (const period of periods) {
    const own = tariffOf(index)
    if (!flats.ofSession || !flats.ofReservation) useFlats({ lines, flats, index }, period, own)
    for (const dimension of metered) {
      const quantity = period.quantities[dimension]
      if (quantity === 0) continue
      const component = activeComponent(own, dimension, period.start)
      if (component) lines.use(own, component, { period: index, quantity })
    }
    index += 1
  }
  return lines.close()
}

interface UsedFlats {
  ofSession: boolean
  ofReservation: boolean
}

interface Place {
  readonly lines: OpenLines
  readonly flats: UsedFlats
  readonly index: number
}

/**
 * One FLAT for the session and one for its reservation, each the first that applies (OCPI
 * mod_tariffs, example "reservation price and fee"; beyond it OCPI is silent).
 */
function useFlats(
  { lines, flats, index }: Place,
  { start, activity, quantities }: ChargingPeriod,
  tariff: CompiledTariff,
): void {
  const isOnlyReserved = activity === 'RESERVED'
  const isReserved = isOnlyReserved || quantities.RESERVATION_TIME > 0
  if (isReserved && !flats.ofReservation) {
    const flat = firstMatch(tariff.reservationFlats, start)
    if (flat) lines.use(tariff, flat, { period: index, quantity: 1 })
    flats.ofReservation = flat !== undefined
  }
  if (!isOnlyReserved && !flats.ofSession) {
    const flat = activeComponent(tariff, 'FLAT', start)
    if (flat) lines.use(tariff, flat, { period: index, quantity: 1 })
    flats.ofSession = flat !== undefined
  }
}
