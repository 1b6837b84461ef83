/**
 * Gathers what each price component is used for over a session, and closes it into exact lines.
 *
 * A session uses few components, so a short list is searched, the newest first: quicker than a map,
 * and nothing is made for a period but its share.
 */

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import type { Dimension } from '../tariff.js'
import { metered, type PeriodShare, type RatedLine } from './rated.js'
import { addedByStep, isRounded, type PricedTotal } from './step-size.js'

interface OpenLine {
  readonly component: CompiledComponent
  readonly tariff: CompiledTariff
  readonly shares: PeriodShare[]
  quantity: number
  /** The number of its latest use, counted over all lines. */
  latest: number
}

/** Of dimensions that begin at one instant, a cut may let one or the other be used first. */
const order: readonly Dimension[] = ['FLAT', ...metered]

export class OpenLines {
  private readonly opened: OpenLine[] = []
  private uses = 0

  use(tariff: CompiledTariff, component: CompiledComponent, share: PeriodShare): void {
    const { quantity } = share
    this.uses += 1
    for (let index = this.opened.length - 1; index >= 0; index -= 1) {
      const line = this.opened[index]
      if (line?.component !== component) continue
      line.shares.push(share)
      line.quantity += quantity
      line.latest = this.uses
      return
    }
    this.opened.push({ component, tariff, shares: [share], quantity, latest: this.uses })
  }

  /** One line per component, dimension by dimension, in each in order of first use. */
  close(): RatedLine[] {
    const isParkingPriced = this.totalOf('PARKING_TIME') !== undefined
    const lines: RatedLine[] = []
    for (const dimension of order) {
      const total = this.totalOf(dimension)
      if (!total) continue
      const added = isRounded(dimension, isParkingPriced) ? addedByStep(total) : 0
      for (const line of this.opened) {
        if (line.component.dimension !== dimension) continue
        lines.push(closeLine(line, line.component === total.last ? added : 0))
      }
    }
    return lines
  }

  private totalOf(dimension: Dimension): PricedTotal | undefined {
    let quantity = 0
    let last: OpenLine | undefined
    for (const line of this.opened) {
      if (line.component.dimension !== dimension) continue
      quantity += line.quantity
      if (last === undefined || line.latest > last.latest) last = line
    }
    return last && { quantity, last: last.component }
  }
}

/** @param added what step rounding adds; it goes into the last share */
function closeLine({ component, tariff, shares, quantity }: OpenLine, added: number): RatedLine {
  const last = shares[shares.length - 1]
  if (added > 0 && last) {
    shares[shares.length - 1] = { period: last.period, quantity: last.quantity + added }
  }
  return {
    component,
    tariff,
    quantity: quantity + added,
    addedByStep: added,
    shares,
  }
}
