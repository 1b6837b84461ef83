/**
 * Gathers what each price component is used for over a session, and closes it into exact lines.
 *
 * A session uses few components, so a short list is searched: quicker than a map, and nothing is
 * made for a period but its share.
 */

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import type { Dimension } from '../tariff.js'
import { metered, type PeriodShare, type RatedLine } from './rated.js'
import { addedByStep, isRounded } from './step-size.js'

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
  /** Dimension by dimension, in each in order of first use. */
  private readonly opened: OpenLine[] = []
  private uses = 0

  use(tariff: CompiledTariff, component: CompiledComponent, share: PeriodShare): void {
    this.uses += 1
    for (const line of this.opened) {
      if (line.component !== component) continue
      line.shares.push(share)
      line.quantity += share.quantity
      line.latest = this.uses
      return
    }
    const { quantity } = share
    this.open({ component, tariff, shares: [share], quantity, latest: this.uses })
  }

  private open(line: OpenLine): void {
    const rank = order.indexOf(line.component.dimension)
    const later = this.opened.findIndex(
      ({ component }) => order.indexOf(component.dimension) > rank,
    )
    if (later === -1) this.opened.push(line)
    else this.opened.splice(later, 0, line)
  }

  /** One line per component; the one used last of its dimension takes the step rounding. */
  close(): RatedLine[] {
    const isParkingPriced = this.opened.some(({ component }) => isParking(component))
    return this.opened.map(line => closeLine(line, this.addedTo(line, isParkingPriced)))
  }

  private addedTo(line: OpenLine, isParkingPriced: boolean): number {
    const { dimension } = line.component
    if (!isRounded(dimension, isParkingPriced)) return 0
    let quantity = 0
    for (const other of this.opened) {
      if (other.component.dimension !== dimension) continue
      if (other.latest > line.latest) return 0
      quantity += other.quantity
    }
    return addedByStep({ quantity, last: line.component })
  }
}

function isParking({ dimension }: CompiledComponent): boolean {
  return dimension === 'PARKING_TIME'
}

/** @param added what step rounding adds; it goes into the last share */
function closeLine({ component, tariff, shares, quantity }: OpenLine, added: number): RatedLine {
  const last = shares[shares.length - 1]
  if (added > 0 && last) {
    shares[shares.length - 1] = { period: last.period, quantity: last.quantity + added }
  }
  return { component, tariff, quantity: quantity + added, addedByStep: added, shares }
}
