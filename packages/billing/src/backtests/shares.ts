/** Sums a page's sessions by driver and by location, as they are kept beside the tally. Pure. */

import type { ShareKind } from './backtest-share.entity.js'
import type { Change } from './change.js'

/** As `keep_backtest_page` takes it; gross minor units as text. */
export type PageShare = readonly [
  kind: ShareKind,
  subjectId: string,
  currency: string,
  sessions: number,
  billedMinor: string,
  draftMinor: string,
]

/** Sessions priced in the currency they were billed in; those of no known driver have no driver. */
export function sharesOf(changes: readonly Change[]): PageShare[] {
  const sums = new Map<string, Sum>()
  for (const { billed, draft, driverId, locationId } of changes) {
    if (draft?.currency !== billed.currency) continue
    const grossMinor = { billed: billed.grossMinor, draft: draft.grossMinor }
    addTo(sums, ['location', locationId, billed.currency], grossMinor)
    if (driverId) addTo(sums, ['driver', driverId, billed.currency], grossMinor)
  }
  return [...sums.values()].map(({ of, sessions, billed, draft }) => [
    ...of,
    sessions,
    billed.toString(),
    draft.toString(),
  ])
}

type Of = readonly [kind: ShareKind, subjectId: string, currency: string]

interface Sum {
  readonly of: Of
  sessions: number
  billed: bigint
  draft: bigint
}

function addTo(
  sums: Map<string, Sum>,
  of: Of,
  grossMinor: { readonly billed: bigint; readonly draft: bigint },
): void {
  const key = of.join(' ')
  const sum = sums.get(key) ?? { of, sessions: 0, billed: 0n, draft: 0n }
  sum.sessions += 1
  sum.billed += grossMinor.billed
  sum.draft += grossMinor.draft
  sums.set(key, sum)
}
