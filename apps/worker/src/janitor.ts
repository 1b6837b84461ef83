/** Looks after what was left lying: jobs that were lost, and payment requests nobody answered. */

import { askAgain, type NeedsPerson, type WorkerCore } from '@wattline/billing'

import type { Log } from './log.js'
import { countOverdue, relayAgain } from './outbox/settle.js'

/** Longer than a job with all its tries takes; then its event is relayed anew. */
const jobLostAfterMs = 120_000
/** Longer than that, and a person should look. */
const overdueAfterMs = 900_000
/**
 * Longer than a request to the provider takes; what is then still open is asked again with the same
 * key.
 */
const unansweredAfterSeconds = 30

export interface JanitorFindings {
  readonly overdueEvents: number
  readonly needsPerson: readonly NeedsPerson[]
}

export const nothingFound: JanitorFindings = { overdueEvents: 0, needsPerson: [] }

/**
 * One round. Everything it does is safe to repeat; what a person should see is said when it is
 * first found.
 */
export async function tidyUp(
  core: WorkerCore,
  log: Log,
  last: JanitorFindings,
): Promise<JanitorFindings> {
  const relayed = await relayAgain(core.db, jobLostAfterMs)
  if (relayed > 0) log.warn({ events: relayed }, 'jobs were lost or failed: relayed again')
  const overdueEvents = await countOverdue(core.db, overdueAfterMs)
  if (overdueEvents > last.overdueEvents) log.error({ events: overdueEvents }, 'events are overdue')

  const { asked, needsPerson } = await askAgain(core, { olderThanSeconds: unansweredAfterSeconds })
  if (asked > 0) log.info({ asked }, 'asked the provider again')
  const known = new Set(last.needsPerson.map(idOf))
  for (const found of needsPerson) {
    if (!known.has(idOf(found))) log.error(found, 'this needs a person')
  }
  return { overdueEvents, needsPerson }
}

function idOf(found: NeedsPerson): string {
  return found.kind === 'intent' ? found.intentId : found.webhookId
}
