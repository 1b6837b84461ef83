/** Failures as `note_plugin_failures` takes them, beside a bill or a parked session. */

import type { Core } from '../core.js'
import type { FailedPlugin } from './failures-of.js'

export interface NotedFailure extends Omit<FailedPlugin, 'message'> {
  readonly id: string
  readonly sessionId: string
  /** Null where the session was parked. */
  readonly invoiceId: string | null
}

/** What a plugin said of itself stays on the irregularity, which only staff sees. */
export function noted(
  core: Pick<Core, 'newId'>,
  failures: readonly FailedPlugin[],
  of: { readonly sessionId: string; readonly invoiceId: string | null },
): NotedFailure[] {
  return failures.map(({ message: _, ...failure }) => ({ ...failure, ...of, id: core.newId() }))
}
