/**
 * Names the stretches of a year, of the energy or of the duration of a session in which charging
 * costs nothing, or a dimension that the tariff prices elsewhere has no price.
 *
 * Prices are looked up by what the site's clock shows, so a clock reading with a price has one on
 * both daylight-saving nights too.
 */

import type { MeteredDimension } from '../rate/rated.js'
import { type Box, describeBox, type Search, searchUncovered, wholeBox } from './box.js'
import { describeExample, exampleOf } from './example.js'
import type { Finding } from './finding.js'
import { coversOf, pricingsOf } from './prices.js'
import { atAnySite, priceReached, type Reached, reach } from './reach.js'
import type { ProofRule, Subject } from './site.js'

interface Gap {
  readonly part: Box
  readonly reached: Reached
}

export const unpricedStretch: ProofRule = subject => {
  const { tariff } = subject
  const isUsed = (dimension: MeteredDimension): boolean => pricingsOf(tariff, dimension).length > 0
  const findings: Finding[] = []
  if (isUsed('ENERGY') || isUsed('TIME')) {
    const covers = coversOf(tariff, ['ENERGY', 'TIME', 'FLAT'])
    const search = searchUncovered(
      { boxes: [wholeBox], covers },
      gapOf(subject, ['ENERGY', 'TIME']),
    )
    findings.push(...nothingPriced(search))
  }
  // Where nothing is priced at all has been said; what is left is priced by another dimension.
  const elsewhere = {
    ENERGY: coversOf(tariff, ['TIME', 'FLAT']),
    TIME: coversOf(tariff, ['ENERGY', 'FLAT']),
    PARKING_TIME: [wholeBox],
  }
  for (const dimension of ['ENERGY', 'TIME', 'PARKING_TIME'] as const) {
    if (!isUsed(dimension)) continue
    const search = searchUncovered(
      { boxes: elsewhere[dimension], covers: coversOf(tariff, [dimension]) },
      gapOf(subject, [dimension]),
    )
    findings.push(...dimensionUnpriced(search, dimension))
  }
  return findings
}

/** A session that uses the dimensions in a part that no element prices, and pays for none there. */
function gapOf({ sites }: Subject, used: readonly MeteredDimension[]) {
  return (part: Box): Gap | undefined =>
    atAnySite(sites, site => {
      const reached = reach(site, part, used[0] ?? 'ENERGY')
      if (!reached || used.some(dimension => priceReached(reached, dimension))) return undefined
      return { part, reached }
    })
}

function nothingPriced({ found, isComplete }: Search<Gap>): Finding[] {
  if (!found) return isComplete ? [] : [tooIntricate('charging')]
  const example = exampleOf(found.reached.site, found.reached.course)
  return [
    {
      path: '$.elements',
      code: 'nothing-priced',
      message:
        `charging costs nothing ${describeBox(found.part)}: ${describeExample(example)}; ` +
        'end with an element without restrictions, at a price of 0 if free is meant',
      severity: 'warning',
      examples: [example],
    },
  ]
}

function dimensionUnpriced(
  { found, isComplete }: Search<Gap>,
  dimension: MeteredDimension,
): Finding[] {
  if (!found) return isComplete ? [] : [tooIntricate(dimension)]
  const example = exampleOf(found.reached.site, found.reached.course)
  return [
    {
      path: '$.elements',
      code: 'dimension-unpriced',
      message:
        `${dimension} costs nothing ${describeBox(found.part)}: ${describeExample(example)}; ` +
        'end with an element without restrictions, at a price of 0 if free is meant',
      severity: 'note',
      dimension,
      examples: [example],
    },
  ]
}

function tooIntricate(what: string): Finding {
  return {
    path: '$.elements',
    code: 'too-intricate',
    message: `whether ${what} has a price at all times could not be told: fewer restrictions can be`,
    severity: 'note',
    examples: [],
  }
}
