/**
 * Finds what keeps a price from ever being billed: earlier prices that, alone or together, always
 * come first (OCPI 2.3.0 mod_tariffs, Tariff: the first match per dimension), or another FLAT.
 */

import { type Box, intersection, searchUncovered } from './box.js'
import { exampleOf } from './example.js'
import type { ExampleSession } from './finding.js'
import { type Asked, beforeEnergy, type Pricing, pricingsOf } from './prices.js'
import { atAnySite, reach } from './reach.js'
import { ever, instantIn, type Subject } from './site.js'

/** A price that others always come before. */
export interface Shadow {
  readonly pricing: Pricing
  readonly asked: Asked
  /** Of the elements before it, those that it takes. */
  readonly by: readonly Pricing[]
  /** For a FLAT that another one leaves no room for later: the sessions of which that is true. */
  readonly settled?: Settled
  /** A session in which an author would expect the price to apply. */
  readonly examples: readonly ExampleSession[]
}

/**
 * Whether the FLAT at the start is one of all sessions, or of all that were not reserved before.
 */
type Settled = 'always' | 'unless-reserved'

export function shadowOf(subject: Subject, elementIndex: number, asked: Asked): Shadow | undefined {
  const pricings = pricingsOf(subject.tariff, asked)
  const place = pricings.findIndex(each => each.elementIndex === elementIndex)
  const pricing = pricings[place]
  if (!pricing) return undefined
  const earlier = pricings.slice(0, place)
  const examples = examplesIn(subject, pricing, asked)
  const alone = shadowing(subject, pricing.boxes, earlier)
  if (alone) return { pricing, asked, by: alone, examples }
  // A session is billed one FLAT, the first that applies: one at its start leaves none for later.
  for (const { start, settled } of asked.type === 'FLAT' ? startsOf(asked) : []) {
    if (!isShadowed(subject, { boxes: [start], by: pricings })) continue
    const atStart = pricing.boxes.flatMap(box => intersection(box, start) ?? [])
    const by = shadowing(subject, atStart, earlier)
    if (by) return { pricing, asked, by, settled, examples }
  }
  return undefined
}

/** Where charging begins, before any energy: at any time of a session that was reserved before. */
function startsOf({ reservation }: Asked): { start: Box; settled: Settled }[] {
  const atOnce: Box = { ...beforeEnergy, duration: { from: 0, to: 1 } }
  if (reservation !== undefined) return [{ start: atOnce, settled: 'always' }]
  return [
    { start: beforeEnergy, settled: 'always' },
    { start: atOnce, settled: 'unless-reserved' },
  ]
}

/** Those of the earlier prices that it takes to leave nothing of the boxes, if they do. */
function shadowing(
  subject: Subject,
  boxes: readonly Box[],
  earlier: readonly Pricing[],
): readonly Pricing[] | undefined {
  if (!isShadowed(subject, { boxes, by: earlier })) return undefined
  let by = earlier
  // Those that come first are the better reason.
  for (const each of earlier.toReversed()) {
    const fewer = by.filter(other => other !== each)
    if (isShadowed(subject, { boxes, by: fewer })) by = fewer
  }
  return by
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

export function isEverMet({ sites }: Subject, box: Box): boolean {
  return sites.some(site => instantIn({ ...site, ...ever }, box) !== undefined)
}

function examplesIn(
  { sites }: Subject,
  { boxes }: Pricing,
  asked: Asked,
): readonly ExampleSession[] {
  for (const box of boxes) {
    const reached = atAnySite(sites, site => reach(site, box, asked))
    if (reached) return [exampleOf(reached.site, reached.course)]
  }
  return []
}
