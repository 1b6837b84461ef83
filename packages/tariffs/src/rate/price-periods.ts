/**
 * Prices charging periods, each whole by what applies at its start, and gathers them into exact
 * lines.
 */

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import type { Dimension } from '../tariff.js'
import { exactAmount } from './exact-amount.js'
import { activeComponent, firstMatch } from './match.js'
import { type ChargingPeriod, metered, type PeriodShare, type RatedLine } from './rated.js'
import { addedByStep, isRounded, type PricedTotal } from './step-size.js'

interface OpenLine {
  readonly component: CompiledComponent
  readonly tariff: CompiledTariff
  readonly shares: PeriodShare[]
  quantity: number
}

/** Of dimensions that begin at one instant, a cut may let one or the other be used first. */
const order: readonly Dimension[] = ['FLAT', ...metered]

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
  const session = new PricedSession()
  for (const [period, charging] of periods.entries()) {
    const own = tariffOf(period)
    session.useFlats(own, period, charging)
    for (const dimension of metered) {
      const quantity = charging.quantities[dimension]
      if (quantity === 0) continue
      const component = activeComponent(own, dimension, charging.start)
      if (component) session.use(own, component, { period, quantity })
    }
  }
  return session.lines()
}

class PricedSession {
  private readonly opened = new Map<CompiledComponent, OpenLine>()
  private readonly totals: Partial<Record<Dimension, PricedTotal>> = {}
  private hasFlat = false
  private hasReservationFlat = false

  /**
   * One FLAT for the session and one for its reservation, each the first that applies (OCPI
   * mod_tariffs, example "reservation price and fee"; beyond it OCPI is silent).
   */
  useFlats(tariff: CompiledTariff, period: number, charging: ChargingPeriod): void {
    const { start, activity, quantities } = charging
    const isOnlyReserved = activity === 'RESERVED'
    const isReserved = isOnlyReserved || quantities.RESERVATION_TIME > 0
    if (isReserved && !this.hasReservationFlat) {
      const flat = firstMatch(tariff.reservationFlats, start)
      if (flat) this.use(tariff, flat, { period, quantity: 1 })
      this.hasReservationFlat = flat !== undefined
    }
    if (!isOnlyReserved && !this.hasFlat) {
      const flat = activeComponent(tariff, 'FLAT', start)
      if (flat) this.use(tariff, flat, { period, quantity: 1 })
      this.hasFlat = flat !== undefined
    }
  }

  use(tariff: CompiledTariff, component: CompiledComponent, share: PeriodShare): void {
    const { dimension } = component
    const quantity = (this.totals[dimension]?.quantity ?? 0) + share.quantity
    this.totals[dimension] = { quantity, last: component }
    const line = this.opened.get(component)
    if (line === undefined) {
      this.opened.set(component, { component, tariff, shares: [share], quantity: share.quantity })
    } else {
      line.shares.push(share)
      line.quantity += share.quantity
    }
  }

  lines(): RatedLine[] {
    const opened = [...this.opened.values()]
    return order.flatMap(dimension =>
      opened
        .filter(({ component }) => component.dimension === dimension)
        .map(line => this.close(line)),
    )
  }

  /** Adds the step rounding of the dimension to the line that was used last. */
  private close({ component, tariff, shares, quantity }: OpenLine): RatedLine {
    const { dimension, priceScaled } = component
    const total = this.totals[dimension]
    const takesStep = total?.last === component && isRounded(dimension, this.totals)
    const added = total && takesStep ? addedByStep(total) : 0
    const last = shares.at(-1)
    if (added > 0 && last) {
      shares[shares.length - 1] = { period: last.period, quantity: last.quantity + added }
    }
    return {
      component,
      tariff,
      quantity: quantity + added,
      addedByStep: added,
      shares,
      exact: exactAmount(dimension, quantity + added, priceScaled),
    }
  }
}
