/** Puts an ended session whose billing failed on the list of those a person should look at. */

import { inScope } from '@wattline/database'

import type { Core } from '../core.js'

const trouble = {
  code: 'billing-failed',
  message: 'Billing it failed. It is tried again by itself; the worker’s log says why it failed.',
}

/**
 * It stays ended, so that it is billed as soon as the fault is mended, and the bill takes the mark
 * off again. One that was billed or set aside meanwhile stays as it is.
 */
export async function markUnbilled(
  core: Core,
  operatorId: string,
  sessionId: string,
): Promise<void> {
  await inScope(core.db, [operatorId], tx =>
    tx.query(
      `update session set needs_review = true, trouble = $2, updated_at = $3
       where id = $1 and state = 'ended'`,
      [sessionId, trouble, core.clock.now().toString()],
    ),
  )
}
