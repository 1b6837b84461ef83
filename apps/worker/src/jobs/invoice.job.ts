/**
 * Bills sessions that ended: an operator's many at once, and one by one when one of them breaks the
 * batch.
 */

import { billSessions, markUnbilled, type WorkerCore } from '@wattline/billing'

import { forEach, type RunJob } from './job.js'

/** What fails alone is listed for a person, and the fault goes on to the queue. */
const billAlone = forEach(async (core, operatorId, sessionId) => {
  try {
    await bill(core, operatorId, [sessionId])
  } catch (fault) {
    // Where the database itself is away there is nothing to write to: that fault is the one to
    // tell.
    await markUnbilled(core, operatorId, sessionId).catch(() => undefined)
    throw fault
  }
})

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
