/**
 * Names what is wrong between tariffs that stand side by side on one connector: two valid at the
 * same time for the same drivers, and times at which none is (OCPI 2.3.0 mod_tariffs,
 * start_date_time and end_date_time; the end is exclusive).
 */

import { parseInstant, secondOf, showSecond } from '@wattline/units'

import type { Tariff } from '../tariff.js'
import { type Course, describeExample, exampleOf } from './example.js'
import type { ExampleSession, Finding, Stretch } from './finding.js'
import { withLevels } from './levels.js'
import { lintForm } from './lint-form.js'
import { type LintOptions, subjectOf } from './site.js'

interface Listed {
  readonly tariff: Tariff
  /** Its place in the list. */
  readonly place: number
  /** Epoch seconds; endless where the tariff is open. */
  readonly from: number
  readonly to: number
}

/**
 * Tariffs of one `type` are for the same drivers and must take turns; one without a type steps back
 * behind those with one, so it is compared with its like only.
 *
 * @param tariffs in the order of the list that paths refer to
 */
export function lintTogether(tariffs: readonly Tariff[], options: LintOptions = {}): Finding[] {
  const byType = new Map<unknown, Listed[]>()
  for (const [place, tariff] of tariffs.entries()) {
    const group = byType.get(typeOf(tariff)) ?? []
    group.push(listed(tariff, place))
    byType.set(typeOf(tariff), group)
  }
  return [...byType.values()].flatMap(group => {
    const inOrder = group.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    return [...overlapsIn(inOrder, options), ...gapsIn(inOrder)]
  })
}

function typeOf({ document }: Tariff): unknown {
  return (document as { readonly type?: unknown }).type ?? undefined
}

function listed(tariff: Tariff, place: number): Listed {
  const second = (text: string | undefined, open: number): number => {
    const instant = text === undefined ? undefined : parseInstant(text)
    return instant === undefined ? open : secondOf(instant)
  }
  return {
    tariff,
    place,
    from: second(tariff.startsAt, Number.NEGATIVE_INFINITY),
    to: second(tariff.endsAt, Number.POSITIVE_INFINITY),
  }
}

function overlapsIn(inOrder: readonly Listed[], options: LintOptions): Finding[] {
  return inOrder.flatMap((later, index) =>
    inOrder.slice(0, index).flatMap(earlier => {
      const to = Math.min(earlier.to, later.to)
      if (later.from >= to) return []
      const examples = examplesAt(earlier, later, options)
      const shown = examples.length === 0 ? '' : `: ${examples.map(describeExample).join('; and ')}`
      return [
        {
          path: `$[${later.place}].start_date_time`,
          code: 'validity-overlap',
          message:
            `tariffs ${earlier.tariff.id} and ${later.tariff.id} are both valid ` +
            `${showStay(later.from, to)}, and nothing says which one counts${shown}`,
          severity: 'warning',
          examples,
        } as const,
      ]
    }),
  )
}

/** The same hour of 20 kWh under the one and the other. */
function examplesAt(earlier: Listed, later: Listed, options: LintOptions): ExampleSession[] {
  const pair = [earlier.tariff, later.tariff]
  const isPriced = (tariff: Tariff): boolean =>
    !lintForm(tariff).some(({ severity }) => severity === 'fault')
  if (!pair.every(isPriced)) return []
  const known = Math.min(earlier.to, later.to)
  const hour = 3600
  const usual = subjectOf(later.tariff, options).sites[0]?.fromSecond ?? 0
  const startSecond = Number.isFinite(known) ? Math.max(later.from, known - hour) : usual
  const sites = pair.flatMap(tariff => subjectOf(tariff, options).sites.slice(0, 1))
  const charged: Stretch = { activity: 'CHARGING', seconds: hour, energyWh: 20_000 }
  const stretch = sites.reduce((each, { tariff }) => withLevels(tariff, each), charged)
  const course: Course = { startSecond, stretches: [stretch] }
  return sites.map(site => exampleOf(site, course))
}

function gapsIn(inOrder: readonly Listed[]): Finding[] {
  let covered = inOrder[0]?.to ?? 0
  let last = inOrder[0]
  return inOrder.slice(1).flatMap(next => {
    const [from, before] = [covered, last]
    if (next.to > covered) {
      covered = next.to
      last = next
    }
    if (next.from <= from) return []
    return [
      {
        path: `$[${next.place}].start_date_time`,
        code: 'validity-gap',
        message:
          `no tariff is valid ${showStay(from, next.from)}, after ${before?.tariff.id} and before ` +
          `${next.tariff.id}; sessions that start then have no price`,
        severity: 'warning',
        examples: [],
      } as const,
    ]
  })
}

function showStay(from: number, to: number): string {
  const since = Number.isFinite(from) ? `from ${showSecond(from)} on` : 'at first'
  return Number.isFinite(to) ? `${since}, before ${showSecond(to)}` : since
}
