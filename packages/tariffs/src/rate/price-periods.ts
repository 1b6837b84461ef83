/**
 * Prices charging periods, each whole by what applies at its start, and gathers them into exact
 * lines.
 */

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import type { Dimension } from '../tariff.js'
import { exactAmount } from './exact-amount.js'
import { activeComponent } from './match.js'
import { type ChargingPeriod, metered, type PeriodShare, type RatedLine } from './rated.js'
import { addedByStep, isRounded, type PricedTotal } from './step-size.js'

interface OpenLine {
  readonly component: CompiledComponent
  readonly shares: PeriodShare[]
  quantity: number
}

/** Of dimensions that begin at one instant, a cut may let one or the other be used first. */
const order: readonly Dimension[] = ['FLAT', ...metered]

/** One line per component that was used, dimension by dimension, in each in order of first use. */
export function pricePeriods(
  tariff: CompiledTariff,
  periods: readonly ChargingPeriod[],
): RatedLine[] {
  const lines = new Map<CompiledComponent, OpenLine>()
  const totals: Partial<Record<Dimension, PricedTotal>> = {}
  const use = (component: CompiledComponent, share: PeriodShare): void => {
    const { dimension } = component
    const quantity = (totals[dimension]?.quantity ?? 0) + share.quantity
    totals[dimension] = { quantity, last: component }
    const line = lines.get(component)
    if (line === undefined) {
      lines.set(component, { component, shares: [share], quantity: share.quantity })
    } else {
      line.shares.push(share)
      line.quantity += share.quantity
    }
  }

  for (const [period, { start, quantities }] of periods.entries()) {
    // One FLAT per session: the first that applies (consensus of engines; OCPI is silent).
    const flat = totals.FLAT ? undefined : activeComponent(tariff, 'FLAT', start)
    if (flat) use(flat, { period, quantity: 1 })
    for (const dimension of metered) {
      const quantity = quantities[dimension]
      if (quantity === 0) continue
      const component = activeComponent(tariff, dimension, start)
      if (component) use(component, { period, quantity })
    }
  }
  const opened = [...lines.values()]
  return order.flatMap(dimension =>
    opened
      .filter(({ component }) => component.dimension === dimension)
      .map(line => close(line, totals)),
  )
}

/** Adds the step rounding of the dimension to the line that was used last. */
function close(
  { component, shares, quantity }: OpenLine,
  totals: Readonly<Partial<Record<Dimension, PricedTotal>>>,
): RatedLine {
  const { dimension, priceScaled } = component
  const total = totals[dimension]
  const takesStep = total?.last === component && isRounded(dimension, totals)
  const added = total && takesStep ? addedByStep(total) : 0
  const last = shares.at(-1)
  if (added > 0 && last) {
    shares[shares.length - 1] = { period: last.period, quantity: last.quantity + added }
  }
  return {
    component,
    quantity: quantity + added,
    addedByStep: added,
    shares,
    exact: exactAmount(dimension, quantity + added, priceScaled),
  }
}
