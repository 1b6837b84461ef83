/**
 * Bills sessions that ended: an operator's many at once, and one by one when one of them breaks the
 * batch.
 */

import { billSessions, type WorkerCore } from '@wattline/billing'

import { forEach, type RunJob } from './job.js'

const billAlone = forEach((core, operatorId, sessionId) => bill(core, operatorId, [sessionId]))

export const invoiceJob: RunJob = async (core, operatorId, sessionIds) => {
  if (sessionIds.length === 1) return billAlone(core, operatorId, sessionIds)
  try {
    await bill(core, operatorId, sessionIds)
    return []
  } catch {
    return billAlone(core, operatorId, sessionIds)
  }
}

/** Held and parked sessions are results, not faults: they stand on a list that a person sees. */
async function bill(
  core: WorkerCore,
  operatorId: string,
  sessionIds: readonly string[],
): Promise<void> {
  await billSessions(core, operatorId, [...sessionIds])
}
