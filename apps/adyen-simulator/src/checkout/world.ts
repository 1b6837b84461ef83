/** The parts of one running simulator, and the one way in which anything happens in it. */

import type { RuleBook } from '../faults/rule-book.js'
import type { IdempotencyKeys } from '../idempotency/keys.js'
import type { Journal } from '../journal/journal.js'
import type { JournalRecord } from '../state/records.js'
import type { State } from '../state/state.js'
import type { Timeline } from '../time/timeline.js'
import type { Dispatcher, Notice } from '../webhooks/dispatcher.js'
import type { Happening } from '../webhooks/item.js'
import type { AccountSettings } from './decision.js'
import type { RequestLog } from './request-log.js'

export interface World {
  readonly state: State
  readonly journal: Journal
  readonly timeline: Timeline
  readonly rules: RuleBook
  readonly keys: IdempotencyKeys
  readonly dispatcher: Dispatcher
  readonly log: RequestLog
  readonly account: AccountSettings
  readonly newReference: () => string
  /** How long the next outcome or notification takes. */
  readonly nextDelayMs: () => number
  /** Told of what goes wrong outside any request. */
  readonly onFault: (fault: unknown) => void
}

/**
 * Makes records and the notifications of what happened one commit.
 *
 * @returns the notifications, to be dispatched, once the commit is in the journal
 */
export async function commit(
  world: World,
  records: readonly JournalRecord[],
  happenings: readonly Happening[],
): Promise<Notice[]> {
  const notices = happenings.map(happening => world.dispatcher.compose(happening))
  const all: JournalRecord[] = [...records]
  for (const { webhooks } of notices) {
    for (const webhook of webhooks) all.push({ t: 'webhook', webhook })
  }
  for (const record of all) world.state.apply(record)
  await world.journal.append(all)
  return notices
}
