/**
 * Carries Checkout calls out: idempotency, decision, commit, and what follows from it.
 *
 * Nothing is answered, and nobody is notified, before the commit is in the journal.
 */

import { longestKey } from '../idempotency/keys.js'
import type { JournalRecord } from '../state/records.js'
import type { Notice } from '../webhooks/dispatcher.js'
import { type Call, decideCall } from './decide.js'
import type { Decision } from './decision.js'
import { CheckoutError, refuse } from './error.js'
import type { Settling } from './settling.js'
import { commit, type World } from './world.js'

export interface Answer {
  readonly status: number
  /** Undefined for 204. */
  readonly text: string | undefined
  readonly transient: boolean
}

export class Acquirer {
  constructor(
    private readonly world: World,
    private readonly settling: Settling,
  ) {}

  /** Answers a call; the same idempotency key gets the same answer. */
  async answer(call: Call): Promise<Answer> {
    const { idempotencyKey: key } = call
    // Adyen heeds the header on POST alone.
    if (key === undefined || call.method !== 'POST') return this.execute(call)
    if (key.length > longestKey) return refusal(refuse.longKey())
    const { bodyHash } = call
    const known = this.world.keys.begin(key, bodyHash, this.world.timeline.nowMs())
    if (known.kind === 'in-progress') return refusal(refuse.inProgress())
    if (known.kind === 'stored') {
      return { status: known.answer.status, text: known.answer.body, transient: false }
    }
    try {
      return await this.execute(call, { key, bodyHash })
    } finally {
      this.world.keys.finish(key)
    }
  }

  /** @param keep under which key the answer is kept; not at all for a transient error */
  private async execute(
    call: Call,
    keep?: { readonly key: string; readonly bodyHash: string },
  ): Promise<Answer> {
    const { decision, answer } = this.decide(call)
    const records: JournalRecord[] = [...(decision?.records ?? [])]
    if (keep && !answer.transient) {
      const { status, text: body = '' } = answer
      const atMs = this.world.timeline.nowMs()
      records.push({ t: 'answer', answer: { ...keep, atMs, status, body } })
    }
    const notices = await commit(this.world, records, decision?.happenings ?? [])
    if (decision) await this.follow(call, decision, notices)
    return answer
  }

  private decide(call: Call): { readonly decision?: Decision; readonly answer: Answer } {
    const { state, account, timeline, newReference } = this.world
    try {
      const facts = { state, account, newReference, nowMs: timeline.nowMs() }
      const decision = decideCall(call, facts)
      const text = decision.body === undefined ? undefined : JSON.stringify(decision.body)
      return { decision, answer: { status: decision.status, text, transient: false } }
    } catch (fault) {
      if (!(fault instanceof CheckoutError)) throw fault
      return { answer: refusal(fault) }
    }
  }

  /** A moment later as a rule, and before the answer when a fault rule wants it so. */
  private async follow({ op }: Call, decision: Decision, notices: readonly Notice[]) {
    for (const notice of notices) {
      const sent = this.world.dispatcher.dispatch(notice, op, this.world.nextDelayMs())
      if (sent.beforeResponse) await sent.tried
    }
    const { undecided } = decision
    if (undecided === undefined) return
    const subject = this.settling.upcoming(undecided, op)
    if (subject && this.world.rules.isBeforeResponse(subject)) {
      await this.settling.now(undecided, op)
    } else this.settling.soon(undecided, op)
  }
}

/** The answer of a call that is refused at once. */
export function refusal(fault: CheckoutError): Answer {
  const { status, transient = false } = fault.fault
  return { status, text: fault.body(), transient }
}
