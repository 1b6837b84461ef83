/**
 * The worker's door to a refund claim: gathers its evidence and decides it by the operator's
 * policy.
 */

import type { Core } from '../core.js'
import { reRate } from '../pricing/price-as-of.js'
import { decideByPolicy } from './decide.js'
import { withMended } from './mended.js'
import { reRateSessions } from './re-rate-sessions.js'

/** Safe any number of times: a claim that is decided already is left alone. */
export async function decideClaim(core: Core, operatorId: string, refundId: string): Promise<void> {
  await decideByPolicy(core, { operatorId, refundId }, async sessionIds => {
    const reRated = await reRateSessions(core, { operatorId, sessionIds }, reRate)
    return withMended(core, operatorId, reRated)
  })
}
