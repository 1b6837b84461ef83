/**
 * Names the stretches of a year, of the energy or of the duration of a session in which charging
 * costs nothing, or a dimension that the tariff prices elsewhere has no price.
 *
 * Prices are looked up by what the site's clock shows, so a clock reading with a price has one on
 * both daylight-saving nights too.
 */

import type { Tariff } from '../tariff.js'
import { axes, measured } from './axes.js'
import {
  type Box,
  describeBox,
  intersection,
  type Search,
  searchUncovered,
  wholeBox,
} from './box.js'
import { describeExample, exampleOf } from './example.js'
import type { Finding } from './finding.js'
import { coversOf, pricingsOf } from './prices.js'
import { type Gap, gapIn } from './reach.js'
import type { ProofRule } from './site.js'

type Charged = 'ENERGY' | 'TIME' | 'PARKING_TIME'

export const unpricedStretch: ProofRule = subject => {
  const { tariff } = subject
  const isUsed = (type: Charged): boolean => pricingsOf(tariff, { type }).length > 0
  const looked = lookedAt(tariff)
  const findings: Finding[] = []
  if (isUsed('ENERGY') || isUsed('TIME')) {
    const covers = coversOf(tariff, ['ENERGY', 'TIME', 'FLAT'])
    const search = searchUncovered({ boxes: [looked], covers }, gapIn(subject, ['ENERGY', 'TIME']))
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
    const boxes = elsewhere[dimension].flatMap(box => intersection(box, looked) ?? [])
    const covers = coversOf(tariff, [dimension])
    const search = searchUncovered({ boxes, covers }, gapIn(subject, [dimension]))
    findings.push(...dimensionUnpriced(search, dimension))
  }
  return findings
}

/** Where the meter shows what prices hang on; what is unpriced elsewhere is `needs-measurement`. */
function lookedAt({ elements }: Tariff): Box {
  const isAsked = (measure: 'power' | 'current'): boolean =>
    elements.some(({ restrictions }) => axes[measure].rangesOf(restrictions) !== undefined)
  return {
    ...wholeBox,
    ...(isAsked('power') && { power: measured }),
    ...(isAsked('current') && { current: measured }),
  }
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

function dimensionUnpriced({ found, isComplete }: Search<Gap>, dimension: Charged): Finding[] {
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
