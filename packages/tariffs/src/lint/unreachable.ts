/**
 * Names prices that can never apply: restrictions that contradict each other, or earlier prices
 * that, alone or together, always come first (OCPI 2.3.0 mod_tariffs, Tariff: the first match per
 * dimension).
 */

import type { MeteredDimension } from '../rate/rated.js'
import type { Dimension } from '../tariff.js'
import { isBounded } from './axes.js'
import { type Box, boxesOf, intersection, searchUncovered, wholeBox } from './box.js'
import { exampleOf } from './example.js'
import type { ExampleSession, Finding } from './finding.js'
import { dimensionsOf, type Pricing, pricingsOf } from './prices.js'
import { atAnySite, reach } from './reach.js'
import { ever, instantIn, type ProofRule, type Subject, validityOf } from './site.js'

export const unreachable: ProofRule = subject =>
  subject.tariff.elements.flatMap((element, elementIndex) => {
    if (!isBounded(element)) return []
    const boxes = boxesOf(element.restrictions)
    if (!boxes.some(box => isEverMet(subject, box))) return [contradictory(elementIndex)]
    if (!boxes.some(box => isMetInTime(subject, box))) return [outsideValidity(elementIndex)]
    const dimensions = dimensionsOf(element)
    const shadows = dimensions.flatMap(
      dimension => shadowOf(subject, elementIndex, dimension) ?? [],
    )
    const isWhole = shadows.length === dimensions.length
    return isWhole ? [elementShadowed(shadows)] : shadows.map(componentShadowed)
  })

/** A price that other prices of its dimension always come before. */
interface Shadow {
  readonly pricing: Pricing
  readonly dimension: Dimension
  /** Of the elements before it, those that it takes. */
  readonly by: readonly Pricing[]
  /** Whether it is a FLAT, and another one is always billed as a session starts. */
  readonly isSettledAtStart: boolean
  readonly examples: readonly ExampleSession[]
}

function shadowOf(
  subject: Subject,
  elementIndex: number,
  dimension: Dimension,
): Shadow | undefined {
  const pricings = pricingsOf(subject.tariff, dimension)
  const place = pricings.findIndex(each => each.elementIndex === elementIndex)
  const pricing = pricings[place]
  if (!pricing) return undefined
  // A session is billed one FLAT, the first that applies: one at its start leaves none for later.
  const isSettledAtStart =
    dimension === 'FLAT' && isShadowed(subject, { boxes: [start], by: pricings })
  const boxes = isSettledAtStart
    ? pricing.boxes.flatMap(box => intersection(box, start) ?? [])
    : pricing.boxes
  let by: readonly Pricing[] = pricings.slice(0, place)
  if (!isShadowed(subject, { boxes, by })) return undefined
  // Those that come first are the better reason.
  for (const each of by.toReversed()) {
    const fewer = by.filter(other => other !== each)
    if (isShadowed(subject, { boxes, by: fewer })) by = fewer
  }
  const examples = examplesIn(subject, pricing, dimension)
  return { pricing, dimension, by, isSettledAtStart, examples }
}

/** Whether the site's clock never shows anything inside the boxes that the others leave. */
function isShadowed(
  subject: Subject,
  { boxes, by }: { readonly boxes: readonly Box[]; readonly by: readonly Pricing[] },
): boolean {
  const covers = by.flatMap(({ boxes: cover }) => cover)
  const search = searchUncovered({ boxes, covers }, part => isEverMet(subject, part) || undefined)
  return search.isComplete && search.found === undefined
}

function isEverMet({ sites }: Subject, box: Box): boolean {
  return sites.some(site => instantIn({ ...site, ...ever }, box) !== undefined)
}

function isMetInTime({ tariff, sites }: Subject, box: Box): boolean {
  const validity = validityOf(tariff)
  return sites.some(site => instantIn({ ...site, ...validity }, box) !== undefined)
}

/** A session in which an author would expect the price to apply. */
function examplesIn(
  { sites }: Subject,
  { boxes }: Pricing,
  dimension: Dimension,
): readonly ExampleSession[] {
  const used: MeteredDimension = dimension === 'PARKING_TIME' ? dimension : 'ENERGY'
  for (const box of boxes) {
    const reached = atAnySite(sites, site => reach(site, box, used))
    if (reached) return [exampleOf(reached.site, reached.course)]
  }
  return []
}

function contradictory(elementIndex: number): Finding {
  return {
    path: `$.elements[${elementIndex}].restrictions`,
    code: 'unreachable-element',
    message: 'these restrictions can never hold together, so the element never applies',
    severity: 'warning',
    elementIndex,
    examples: [],
  }
}

function outsideValidity(elementIndex: number): Finding {
  return {
    path: `$.elements[${elementIndex}].restrictions`,
    code: 'outside-validity',
    message:
      'the element does not apply between start_date_time and end_date_time of the tariff; ' +
      'change its dates or those of the tariff',
    severity: 'warning',
    elementIndex,
    examples: [],
  }
}

function elementShadowed(shadows: readonly Shadow[]): Finding {
  const [first] = shadows
  const elementIndex = first?.pricing.elementIndex ?? 0
  return {
    path: `$.elements[${elementIndex}]`,
    code: 'unreachable-element',
    message: `the element never applies: ${shadows.map(reasonOf).join('; ')}`,
    severity: 'warning',
    elementIndex,
    examples: first?.examples ?? [],
  }
}

function componentShadowed(shadow: Shadow): Finding {
  const { elementIndex, componentIndex } = shadow.pricing
  return {
    path: `$.elements[${elementIndex}].price_components[${componentIndex}]`,
    code: 'unreachable-component',
    message: `this price never applies: ${reasonOf(shadow)}`,
    severity: 'warning',
    elementIndex,
    dimension: shadow.dimension,
    examples: shadow.examples,
  }
}

function reasonOf({ by, dimension, isSettledAtStart }: Shadow): string {
  if (isSettledAtStart) return 'a session is billed one FLAT, and another applies as it starts'
  const names = by.map(({ elementIndex }) => `$.elements[${elementIndex}]`)
  const [name = ''] = names
  return names.length === 1
    ? `${name} comes first and prices ${dimension} whenever this would`
    : `${names.join(' and ')} come first and together price ${dimension} whenever this would`
}

/** The first moment of any session. */
const start: Box = {
  ...wholeBox,
  energy: { from: 0, to: 1 },
  duration: { from: 0, to: 1 },
}
