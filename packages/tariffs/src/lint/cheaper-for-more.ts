/**
 * Names sessions that use more than another and cost less: rounding by step_size that a cheaper
 * price takes over, time that is rounded no more once parking has a price, prices that fall for one
 * dimension as another is used.
 */

import type { CompiledComponent } from '../compile/compiled.js'
import { exactOf } from '../rate/exact-amount.js'
import { scaledRate } from '../total/tax.js'
import { type Course, describeExample, exampleOf, grossMinorOf, rateCourse } from './example.js'
import type { Finding } from './finding.js'
import { provenMonotone } from './monotone.js'
import { chargedProbes, endingProbes, extended } from './probes.js'
import type { ProofRule, Site } from './site.js'

/** Ratings that a search may take: far more than a usual tariff needs. */
const ratingsMost = 4000
/** Of the drops found, the greatest that are looked at as bills. */
const dropsLookedAt = 20

/** Two sessions, the one with more use the cheaper one. */
interface Drop {
  readonly less: Course
  readonly more: Course
  readonly exact: bigint
}

export const cheaperForMore: ProofRule = ({ tariff, sites }) => {
  const [site] = sites
  const { inTime, inEnergy } = provenMonotone(tariff)
  if (!site || (inTime && inEnergy)) return []
  const goingOn = (base: Course): Course[][] => extended(site, base).map(more => [base, more])
  const byTime = inTime ? undefined : greatestDrop(site, endingProbes(site).flatMap(goingOn))
  const byEnergy = inEnergy ? undefined : greatestDrop(site, chargedProbes(site))
  return [
    ...(byTime ? [findingOf(site, byTime, 'going on with a session')] : []),
    ...(byEnergy ? [findingOf(site, byEnergy, 'taking more energy in the same time')] : []),
  ]
}

/** @param chains sessions of which each uses more than the one before */
function greatestDrop(site: Site, chains: readonly (readonly Course[])[]): Drop | undefined {
  const priced = new Map<Course, bigint>()
  const priceOf = pricing(site)
  const costOf = (course: Course): bigint => {
    const cost = priced.get(course) ?? priceOf(course)
    priced.set(course, cost)
    return cost
  }
  const drops: Drop[] = []
  for (const chain of chains) {
    if (priced.size > ratingsMost) break
    let [dearest] = chain
    for (const more of chain) {
      if (!dearest) break
      const exact = costOf(dearest) - costOf(more)
      if (exact > 0n) drops.push({ less: dearest, more, exact })
      else dearest = more
    }
  }
  drops.sort((a, b) => (a.exact < b.exact ? 1 : a.exact > b.exact ? -1 : 0))
  return drops.slice(0, dropsLookedAt).find(drop => isOnTheBill(site, drop))
}

/** Whether the drop outlasts limits and the rounding of the bill, by more than a cent of noise. */
function isOnTheBill({ tariff }: Site, { less, more }: Drop): boolean {
  const [dear, cheap] = [less, more].map(course => grossMinorOf(rateCourse(tariff, course)))
  return dear !== undefined && cheap !== undefined && dear - cheap > 1n
}

/** What a session costs with its taxes, exactly, in parts that only compare. */
function pricing({ tariff }: Site): (course: Course) => bigint {
  const isNet = tariff.tariff.taxIncluded !== 'YES'
  const factors = new Map<CompiledComponent, bigint>()
  const factorOf = (component: CompiledComponent): bigint => {
    const { vatPercent } = component
    const known = factors.get(component)
    if (known !== undefined) return known
    const factor = 1_000_000n + (isNet && vatPercent !== null ? scaledRate(vatPercent) : 0n)
    factors.set(component, factor)
    return factor
  }
  return course =>
    rateCourse(tariff, course).lines.reduce(
      (sum, line) => sum + exactOf(line) * factorOf(line.component),
      0n,
    )
}

/** A drop of less than a hundredth is what steps may well cost; more is likely a mistake. */
function findingOf(site: Site, { less, more }: Drop, what: string): Finding {
  const examples = [exampleOf(site, less), exampleOf(site, more)]
  const [dear = 0n, cheap = 0n] = [less, more].map(course =>
    grossMinorOf(rateCourse(site.tariff, course)),
  )
  return {
    path: '$.elements',
    code: 'cheaper-for-more',
    message: `${what} costs less: ${examples.map(describeExample).join('; but ')}`,
    severity: (dear - cheap) * 100n < dear ? 'note' : 'warning',
    examples,
  }
}
