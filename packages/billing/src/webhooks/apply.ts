/**
 * Applies stored webhooks: each in a transaction of its own, in the scope of the payment it is
 * about.
 */

import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import { applyEvent } from '../payments/apply-outcome.js'
import { lockPayment } from '../payments/lock.js'
import type { Outcome } from '../payments/outcome/facts.js'
import type { PaymentEvent } from '../payments/provider.js'
import { readEvent } from './event-json.js'
import { isHopeless, isOrphan, nextTry } from './retry.js'
import { Webhook } from './webhook.entity.js'

/** How many are worked on side by side. */
const lanes = 4

/**
 * Applies what is due and returns how many webhooks were looked at; zero when nothing is due.
 *
 * Never throws for what a webhook says: what does not fit is kept with its reason, what fails is
 * tried again later and holds up no other. Any number of workers may run this at once.
 */
export async function applyWebhooks(core: Core, limit = 100): Promise<number> {
  let left = limit
  const lane = async (): Promise<number> => {
    let applied = 0
    while (left > 0) {
      left -= 1
      if (!(await applyNext(core))) return applied
      applied += 1
    }
    return applied
  }
  const counts = await Promise.all(Array.from({ length: Math.min(lanes, limit) }, lane))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** False when none is due. */
async function applyNext(core: Core): Promise<boolean> {
  let claimed: Webhook | undefined
  try {
    return await core.db.transaction(async tx => {
      claimed = await claimNext(core, tx)
      if (!claimed) return false
      const verdict = await judge(core, tx, claimed)
      await tx.update(Webhook, { id: claimed.id }, verdict)
      return true
    })
  } catch (error) {
    // The database went away before anything was claimed: weather, for the caller to wait out.
    if (!claimed) throw error
    await putBack(core, claimed, error)
    return true
  }
}

async function claimNext(core: Core, tx: EntityManager): Promise<Webhook | undefined> {
  const webhook = await tx
    .createQueryBuilder(Webhook, 'webhook')
    .where(`webhook.state = 'stored' and webhook.due_at <= :now`, {
      now: core.clock.now().toString(),
    })
    .orderBy('webhook.due_at')
    .addOrderBy('webhook.id')
    .limit(1)
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .getOne()
  return webhook ?? undefined
}

type Verdict = Partial<Pick<Webhook, 'state' | 'note' | 'attempts' | 'dueAt' | 'appliedAt'>>

async function judge(core: Core, tx: EntityManager, webhook: Webhook): Promise<Verdict> {
  if (!webhook.body) return { state: 'kept', note: 'Its content was erased' }
  const event = readEvent(webhook.body.event)
  const paymentId = await enterPayment(tx, event)
  const now = core.clock.now()
  if (!paymentId) {
    // What we cannot read and that names none of our payments is information of its kind.
    if (event.kind === 'other') {
      return { state: 'kept', note: `Event ${event.eventCode} is about no payment of ours` }
    }
    const note = 'No payment has its references'
    return isOrphan(webhook.receivedAt, now)
      ? { state: 'orphaned', note }
      : again(core, webhook, note)
  }
  const locked = await lockPayment(tx, paymentId)
  const outcome = await applyEvent(core, tx, { locked, event })
  return verdictOf(core, webhook, outcome)
}

function verdictOf(core: Core, webhook: Webhook, outcome: Outcome): Verdict {
  const now = core.clock.now()
  switch (outcome.kind) {
    case 'apply':
      return { state: 'applied', appliedAt: now, note: null }
    case 'nothing':
      return { state: 'applied', appliedAt: now, note: outcome.note }
    case 'kept':
      return { state: 'kept', note: outcome.note }
    case 'later':
      return isHopeless(webhook.receivedAt, now)
        ? { state: 'kept', note: outcome.note }
        : again(core, webhook, outcome.note)
  }
}

function again(core: Core, webhook: Webhook, note: string): Verdict {
  const attempts = webhook.attempts + 1
  return { attempts, note, dueAt: nextTry(webhook.attempts, core.clock.now()) }
}

/**
 * The payment's own reference decides; our reference of it or of the intent only where that one is
 * not known yet. From here on the transaction is in the scope of the payment's operator.
 */
async function enterPayment(tx: EntityManager, event: PaymentEvent): Promise<string | undefined> {
  const inTurn = [event.originalReference ?? event.pspReference, event.merchantReference]
  for (const reference of inTurn) {
    if (!reference) continue
    const [row] = await tx.query<{ payment_id: string }[]>(
      'select payment_id, enter_scope(array[operator_id]) from payment_of_reference($1)',
      [[reference]],
    )
    if (row) return row.payment_id
  }
  return undefined
}

/**
 * Its transaction is gone; another worker may have taken it since, and then this changes nothing.
 */
async function putBack(core: Core, webhook: Webhook, error: unknown): Promise<void> {
  const note = error instanceof Error ? `${error.name}: ${error.message}` : 'Failed'
  const { id, attempts } = webhook
  const later = { attempts: attempts + 1, note, dueAt: nextTry(attempts, core.clock.now()) }
  await core.db.manager.update(Webhook, { id, attempts, state: 'stored' }, later)
}
