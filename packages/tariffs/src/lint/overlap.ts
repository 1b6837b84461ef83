/**
 * Names two ranges of one kind that overlap in part at different prices: windows from 08:00 to
 * 18:00 and from 17:00 to 22:00, say.
 *
 * The first element counts there. A range inside another, or ranges of two kinds, are how OCPI says
 * what goes before what, and are left alone.
 */

import type { PriceComponent, Tariff } from '../tariff.js'
import { type AxisName, axes, axisNames, type Range } from './axes.js'
import { describeBox, intersection } from './box.js'
import { describeExample, exampleOf } from './example.js'
import type { Finding } from './finding.js'
import { type Metered, meteredPrices, type Pricing, pricingsOf } from './prices.js'
import { atAnySite, priceReached, reach } from './reach.js'
import type { ProofRule, Subject } from './site.js'

export const overlap: ProofRule = subject =>
  meteredPrices.flatMap(asked => {
    const pricings = pricingsOf(subject.tariff, asked)
    return pricings.flatMap((later, place) =>
      pricings
        .slice(0, place)
        .flatMap(earlier => overlapOf(subject, asked, { earlier, later }) ?? []),
    )
  })

interface Pair {
  readonly earlier: Pricing
  readonly later: Pricing
}

function overlapOf(
  subject: Subject,
  asked: Metered,
  { earlier, later }: Pair,
): Finding | undefined {
  const { tariff, sites } = subject
  const { dimension } = asked
  if (!isPriceDifferent(componentOf(tariff, earlier), componentOf(tariff, later))) return undefined
  if (!doCross(tariff, { earlier, later })) return undefined
  const shared = earlier.boxes.flatMap(box =>
    later.boxes.flatMap(other => intersection(box, other) ?? []),
  )
  for (const box of shared) {
    const reached = atAnySite(sites, site => {
      const found = reach(site, box, asked)
      // Nothing is in doubt where a still earlier element comes first.
      const isFirst = found && priceReached(found, dimension)?.elementIndex === earlier.elementIndex
      return isFirst ? found : undefined
    })
    if (!reached) continue
    const example = exampleOf(reached.site, reached.course)
    return {
      path: `$.elements[${later.elementIndex}].restrictions`,
      code: 'overlap',
      message:
        `both this element and $.elements[${earlier.elementIndex}] price ${dimension} ` +
        `${describeBox(box)}, at different prices, and the earlier one counts: ` +
        describeExample(example),
      severity: 'warning',
      elementIndex: later.elementIndex,
      dimension,
      examples: [example],
    }
  }
  return undefined
}

function componentOf(tariff: Tariff, { elementIndex, componentIndex }: Pricing): PriceComponent {
  return tariff.elements[elementIndex]?.components[componentIndex] as PriceComponent
}

function isPriceDifferent(a: PriceComponent, b: PriceComponent): boolean {
  return a.price !== b.price || a.stepSize !== b.stepSize || a.vatPercent !== b.vatPercent
}

/** Whether they are restricted alike but for one axis, on which neither holds the other. */
function doCross(tariff: Tariff, { earlier, later }: Pair): boolean {
  const rangesOf = ({ elementIndex }: Pricing, name: AxisName): readonly Range[] => {
    const element = tariff.elements[elementIndex]
    const ranges = element && axes[name].rangesOf(element.restrictions)
    return ranges ?? [axes[name].whole]
  }
  const differing = axisNames.filter(name => {
    const [a, b] = [rangesOf(earlier, name), rangesOf(later, name)]
    return !isWithin(a, b) || !isWithin(b, a)
  })
  const [name] = differing
  if (name === undefined || differing.length > 1) return false
  const [a, b] = [rangesOf(earlier, name), rangesOf(later, name)]
  return doMeet(a, b) && !isWithin(a, b) && !isWithin(b, a)
}

function doMeet(a: readonly Range[], b: readonly Range[]): boolean {
  return a.some(one => b.some(other => one.from < other.to && other.from < one.to))
}

/** Whether every range of the one lies in a range of the other. */
function isWithin(inner: readonly Range[], outer: readonly Range[]): boolean {
  return inner.every(({ from, to }) => outer.some(range => range.from <= from && to <= range.to))
}
