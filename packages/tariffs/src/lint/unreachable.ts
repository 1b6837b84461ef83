/**
 * Names prices that can never apply: restrictions that contradict each other, dates outside the
 * tariff's own, and prices that others always come before.
 */

import type { Box } from './box.js'
import type { Finding } from './finding.js'
import { askedOf, boxesIn, dimensionOf } from './prices.js'
import { isEverMet, type Shadow, shadowOf } from './shadow.js'
import { instantIn, type ProofRule, type Subject, validityOf } from './site.js'

export const unreachable: ProofRule = subject =>
  subject.tariff.elements.flatMap((element, elementIndex) => {
    const boxes = boxesIn(element)
    if (!boxes.some(box => isEverMet(subject, box))) return [contradictory(elementIndex)]
    if (!boxes.some(box => isMetInTime(subject, box))) return [outsideValidity(elementIndex)]
    const all = askedOf(element)
    const shadows = all.flatMap(asked => shadowOf(subject, elementIndex, asked) ?? [])
    const isWhole =
      shadows.length === all.length && shadows.every(({ settled }) => settled !== 'unless-reserved')
    return isWhole ? [elementShadowed(shadows)] : shadows.map(componentShadowed)
  })

function isMetInTime({ tariff, sites }: Subject, box: Box): boolean {
  const validity = validityOf(tariff)
  return sites.some(site => instantIn({ ...site, ...validity }, box) !== undefined)
}

function contradictory(elementIndex: number): Finding {
  return {
    path: `$.elements[${elementIndex}].restrictions`,
    code: 'unreachable-element',
    message: 'these restrictions never hold together at one moment, so the element never applies',
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
  const { pricing, asked, settled, examples } = shadow
  const { elementIndex, componentIndex } = pricing
  const isForReserved = settled === 'unless-reserved'
  const told = isForReserved
    ? 'only a session that was reserved beforehand is ever billed this FLAT'
    : 'this price never applies'
  return {
    path: `$.elements[${elementIndex}].price_components[${componentIndex}]`,
    code: isForReserved ? 'flat-after-start' : 'unreachable-component',
    message: `${told}: ${reasonOf(shadow)}`,
    severity: 'warning',
    elementIndex,
    dimension: dimensionOf(asked),
    examples,
  }
}

function reasonOf({ by, asked, settled }: Shadow): string {
  if (settled !== undefined) {
    const billed = asked.reservation === undefined ? 'a session' : 'a reservation'
    return `${billed} is billed one FLAT, and another applies as it starts`
  }
  const names = by.map(({ elementIndex }) => `$.elements[${elementIndex}]`)
  const [name = ''] = names
  return names.length === 1
    ? `${name} comes first and prices ${dimensionOf(asked)} whenever this would`
    : `${names.join(' and ')} come first and together price ${dimensionOf(asked)} whenever this would`
}
