/**
 * Brings about what was asked for: decides received modifications a moment later, and tells of
 * it.
 */

import type { Operation, Subject } from '../faults/rule.js'
import type { ArmedFailure, ModificationKind, Payment } from '../state/payment.js'
import type { JournalRecord } from '../state/records.js'
import { subjectOf } from '../webhooks/dispatcher.js'
import type { Happening } from '../webhooks/item.js'
import { modificationHappening } from './announce.js'
import { approve, authorisationHappening } from './authorisation.js'
import { befall, type LaterWish } from './later.js'
import { refuseOrphan, settle } from './outcome.js'
import { commit, type World } from './world.js'

/** How long after a success an armed failure strikes: a simulated day. */
const armedDelayMs = 24 * 3_600_000

/** Adyen lets authorisations expire after 28 days (docs.adyen.com, "Capture"). */
const holdLifeMs = 28 * 24 * 3_600_000

const armedKinds: Readonly<Record<ArmedFailure, ModificationKind>> = {
  CAPTURE_FAILED: 'capture',
  REFUND_FAILED: 'refund',
  REFUNDED_REVERSED: 'refund',
}

export class Settling {
  constructor(private readonly world: World) {}

  /** Decides what `id` asks for after the usual delay. */
  soon(id: string, op?: Operation): void {
    this.world.timeline.after(this.world.nextDelayMs(), () => {
      this.now(id, op).catch(this.world.onFault)
    })
  }

  /** Decides a modification, or a payment that was answered with `Received`, and tells of it. */
  async now(id: string, op?: Operation): Promise<void> {
    const { state, timeline } = this.world
    const waiting = state.payments.get(id)
    if (waiting?.state === 'waiting') {
      const payment = approve(waiting)
      await this.tell([{ t: 'payment', payment }], authorisationHappening(payment), op)
      return
    }
    const asked = state.modifications.get(id)
    if (asked?.state !== 'received') return
    const before = state.payments.get(asked.paymentPspReference ?? '')
    if (!before) {
      const modification = refuseOrphan(asked, timeline.nowMs())
      const happening = modificationHappening(modification, undefined)
      await this.tell([{ t: 'modification', modification }], happening, op)
      return
    }
    const { payment, modification } = settle(before, asked, timeline.nowMs())
    const isArmed = payment.armed && armedKinds[payment.armed] === asked.kind
    if (isArmed && modification.state === 'done') this.arm(payment, armedDelayMs)
    await this.tell(
      [
        { t: 'payment', payment },
        { t: 'modification', modification },
      ],
      modificationHappening(modification, payment),
      op,
    )
  }

  /** What the notification about `id` will look like to a fault rule. */
  upcoming(id: string, op: Operation): Subject | undefined {
    const { payments, modifications } = this.world.state
    const waiting = payments.get(id)
    if (waiting) return subjectOf(authorisationHappening(waiting), op)
    const asked = modifications.get(id)
    const payment = payments.get(asked?.paymentPspReference ?? '')
    return asked && subjectOf(modificationHappening(asked, payment), op)
  }

  /** Lets something befall a payment after all was well. @returns why it cannot, in words */
  async befall(pspReference: string, wish: LaterWish): Promise<string | undefined> {
    const payment = this.world.state.payments.get(pspReference)
    if (!payment) return `${pspReference} is not a payment`
    const modifications = this.world.state.modificationsOfPayment(pspReference)
    const later = befall(payment, modifications, wish)
    if (typeof later === 'string') return later
    const records: JournalRecord[] = [{ t: 'payment', payment: later.payment }]
    if (later.modification) records.push({ t: 'modification', modification: later.modification })
    await this.tell(records, later.happening, undefined)
    return undefined
  }

  /** Lets holds go that are older than Adyen keeps them; asked after time was moved on. */
  async expireOld(): Promise<void> {
    const { state, timeline } = this.world
    const oldestMs = timeline.nowMs() - holdLifeMs
    for (const payment of [...state.payments.values()]) {
      const isOld = payment.createdAtMs <= oldestMs && payment.state === 'authorised'
      if (isOld) await this.befall(payment.pspReference, { event: 'EXPIRE' })
    }
  }

  /** Takes up what a former process left undone. */
  resume(): void {
    const { state, timeline } = this.world
    for (const payment of state.payments.values()) {
      if (payment.state === 'waiting') this.soon(payment.pspReference)
      if (!payment.armed) continue
      const kind = armedKinds[payment.armed]
      const done = state
        .modificationsOfPayment(payment.pspReference)
        .findLast(each => each.kind === kind && each.state === 'done')
      const leftMs = (done?.decidedAtMs ?? 0) + armedDelayMs - timeline.nowMs()
      if (done) this.arm(payment, Math.max(leftMs, 0))
    }
    for (const { pspReference, state: at } of state.modifications.values()) {
      if (at === 'received') this.soon(pspReference)
    }
  }

  /** The failure strikes once: a recapture is not undone again. */
  private arm({ pspReference, armed }: Payment, delayMs: number): void {
    if (!armed) return
    this.world.timeline.after(delayMs, () => {
      const payment = this.world.state.payments.get(pspReference)
      if (payment?.armed !== armed) return
      const { armed: _, ...disarmed } = payment
      this.world.state.apply({ t: 'payment', payment: disarmed })
      this.befall(pspReference, { event: armed }).catch(this.world.onFault)
    })
  }

  private async tell(
    records: readonly JournalRecord[],
    happening: Happening,
    op: Operation | undefined,
  ): Promise<void> {
    const notices = await commit(this.world, records, [happening])
    const dispatched = notices.map(notice => this.world.dispatcher.dispatch(notice, op, 0))
    await Promise.all(dispatched.filter(each => each.beforeResponse).map(each => each.tried))
  }
}
