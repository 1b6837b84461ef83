/**
 * How far one session's price moved: what was billed beside what another price list makes of it.
 * Pure.
 */

import type { PluginFailure } from '../plugins/runner.js'
import type { Reckoned } from '../pricing/price-sessions.js'
import type { PluginRecord, StoredLine } from '../pricing/stored-bill.js'

/** Minor units; net + VAT = gross. */
export interface Amounts {
  readonly currency: string
  readonly netMinor: bigint
  readonly vatMinor: bigint
  readonly grossMinor: bigint
}

/** A line as it is kept of a bill that nobody sends: what it comes to, and whose it is. */
export type PlainLine = Omit<StoredLine, 'explanation'>

/** A plugin that gave no price, or none of its lines. */
export interface FailedPlugin {
  readonly plugin: string
  readonly version: string
  readonly cause: PluginFailure
  readonly message: string
}

/** One session, as it was billed and as it would have been. */
export interface Change {
  readonly sessionId: string
  readonly invoiceId: string
  readonly driverId: string | null
  readonly locationId: string
  /** Of its start, by the site's clock. */
  readonly startHour: number
  readonly billed: Amounts
  /** Undefined where a plugin left it without a price. */
  readonly draft: Amounts | undefined
  /** Whether the draft's cap lowered it. */
  readonly isCapped: boolean
  readonly failures: readonly FailedPlugin[]
  readonly warnings: readonly string[]
  /** Explained only for the few that are shown. */
  readonly draftLines: () => readonly PlainLine[]
}

type Before = Pick<
  Change,
  'sessionId' | 'invoiceId' | 'driverId' | 'locationId' | 'startHour' | 'billed'
>

export function changeOf(before: Before, reckoned: Reckoned): Change {
  if (reckoned.kind === 'parked') {
    const failures = failedOf([reckoned.plugin])
    const nothing = { draft: undefined, isCapped: false, warnings: [] }
    return { ...before, ...nothing, failures, draftLines: () => [] }
  }
  const { totals, plugins, explain } = reckoned
  return {
    ...before,
    draft: totals,
    isCapped: totals.lines.some(({ component }) => component === 'CAP'),
    failures: failedOf(plugins),
    warnings: totals.warnings,
    draftLines: () => explain().lines.map(({ explanation: _, ...line }) => line),
  }
}

function failedOf(plugins: readonly PluginRecord[]): FailedPlugin[] {
  return plugins.flatMap(({ id: plugin, version, outcome, cause, message = '' }) =>
    outcome === 'FAILED' && cause ? [{ plugin, version, cause, message }] : [],
  )
}
