/**
 * A payment provider for tests: acts once for each idempotency key, keeps books of its own, and
 * fails on command.
 */

import { type Clock, type Money, money } from '@wattline/units'

import type {
  AuthoriseAnswer,
  AuthoriseRequest,
  CancelRequest,
  CaptureRequest,
  ModificationAnswer,
  PaymentEvent,
  PaymentProvider,
  RefundRequest,
  TechnicalCancelRequest,
} from '../payments/provider.js'

export type Operation = 'authorise' | 'capture' | 'cancel' | 'technical-cancel' | 'refund'

/** What goes wrong with the next request of a kind. */
export type Fault =
  /** It never arrives. */
  | 'lose-request'
  /** It is carried out, and nobody hears of it. */
  | 'lose-answer'
  /** The provider says no at once. */
  | 'refuse'
  /** The provider takes it, and says no by webhook. */
  | 'refuse-later'

interface HeldPayment {
  readonly pspReference: string
  readonly reference: string
  readonly merchantAccount: string
  readonly currency: string
  authorisedMinor: bigint
  capturedMinor: bigint
  refundedMinor: bigint
  open: boolean
}

interface Ask {
  readonly idempotencyKey: string
  readonly reference: string
  readonly merchantAccount: string
}

type Answer = AuthoriseAnswer | ModificationAnswer

let providers = 0

export class FakeProvider implements PaymentProvider {
  /** Told by webhook, in order; a test delivers them as it likes. */
  readonly events: PaymentEvent[] = []
  /** What really happened, by operation. */
  readonly effects: Record<Operation, number> = {
    authorise: 0,
    capture: 0,
    cancel: 0,
    'technical-cancel': 0,
    refund: 0,
  }
  readonly calls: { readonly operation: Operation; readonly idempotencyKey: string }[] = []
  /** Runs between a request's effect and its answer: for webhooks that come first. */
  beforeAnswer: () => Promise<void> = async () => undefined

  private readonly answers = new Map<string, Answer>()
  private readonly payments = new Map<string, HeldPayment>()
  private readonly faults: { operation: Operation; fault: Fault }[] = []
  private readonly prefix: string
  private count = 0

  constructor(private readonly clock: Clock) {
    providers += 1
    this.prefix = `FAKE${providers}X`
  }

  /** Lets the next request of this kind go wrong. */
  next(operation: Operation, fault: Fault): void {
    this.faults.push({ operation, fault })
  }

  /** What it holds for us: captured, not refunded. */
  balance(currency: string): Money {
    const held = [...this.payments.values()].filter(payment => payment.currency === currency)
    const minor = held.reduce((sum, one) => sum + one.capturedMinor - one.refundedMinor, 0n)
    return money(minor, currency)
  }

  authorise(request: AuthoriseRequest): Promise<AuthoriseAnswer> {
    return this.once('authorise', request, (no): AuthoriseAnswer => {
      const { currency, minor } = request.amount
      const pspReference = this.newReference()
      const payment: HeldPayment = {
        pspReference,
        reference: request.reference,
        merchantAccount: request.merchantAccount,
        currency,
        authorisedMinor: no ? 0n : minor,
        capturedMinor: 0n,
        refundedMinor: 0n,
        open: !no,
      }
      this.payments.set(pspReference, payment)
      this.tell(payment, {
        kind: no ? 'authorisation-refused' : 'authorised',
        pspReference,
        amount: request.amount,
        originalReference: undefined,
        merchantReference: request.reference,
      })
      if (no === 'refuse-later') return { kind: 'waiting', pspReference }
      if (no) return { kind: 'refused', code: 'Refused/2', reason: 'DECLINED', pspReference }
      const stored = request.means.kind === 'encrypted-card' && request.means.store
      return {
        kind: 'authorised',
        pspReference,
        amount: request.amount,
        paymentMethod: 'visa',
        ...(stored ? { storedPaymentMethodId: `token-${pspReference}` } : {}),
      }
    })
  }

  capture(request: CaptureRequest): Promise<ModificationAnswer> {
    return this.modify('capture', request, payment => {
      const { minor } = request.amount
      if (!payment.open || payment.capturedMinor + minor > payment.authorisedMinor) return false
      payment.capturedMinor += minor
      payment.open = false
      return true
    })
  }

  cancel(request: CancelRequest): Promise<ModificationAnswer> {
    return this.modify('cancel', request, payment => {
      const { open } = payment
      payment.open = false
      return open
    })
  }

  refund(request: RefundRequest): Promise<ModificationAnswer> {
    return this.modify('refund', request, payment => {
      const { minor } = request.amount
      if (payment.refundedMinor + minor > payment.capturedMinor) return false
      payment.refundedMinor += minor
      return true
    })
  }

  technicalCancel(request: TechnicalCancelRequest): Promise<ModificationAnswer> {
    return this.once('technical-cancel', request, (no): ModificationAnswer => {
      const payment = this.byReference(request.paymentReference)
      const pspReference = this.newReference()
      const happened = !no && payment?.open === true
      if (payment) payment.open = false
      this.events.push({
        ...this.event(happened ? 'cancelled' : 'cancel-refused'),
        pspReference,
        ...(payment ? { originalReference: payment.pspReference } : {}),
        merchantReference: request.reference,
        merchantAccount: request.merchantAccount,
        amount: money(0n, payment?.currency ?? 'EUR'),
      })
      return { kind: 'accepted', pspReference }
    })
  }

  /**
   * Something that happens on the provider's side alone, with its effect on the provider's books.
   */
  happens(
    kind: PaymentEvent['kind'],
    given: { pspReference: string; originalReference?: string; amount: Money; reason?: string },
  ): PaymentEvent {
    const payment = this.payments.get(given.originalReference ?? given.pspReference)
    if (!payment) throw new Error(`the fake provider has no payment ${given.originalReference}`)
    const { minor } = given.amount
    if (kind === 'captured') payment.capturedMinor += minor
    if (kind === 'capture-failed') payment.capturedMinor -= minor
    if (kind === 'refunded') payment.refundedMinor += minor
    if (kind === 'refund-failed' || kind === 'refund-reversed') payment.refundedMinor -= minor
    return this.tell(payment, { kind, merchantReference: payment.reference, ...given })
  }

  /** The event of a modification that was told of, to tell of it again in other words. */
  told(kind: PaymentEvent['kind']): PaymentEvent {
    const event = this.events.findLast(candidate => candidate.kind === kind)
    if (!event) throw new Error(`the fake provider told of no ${kind}`)
    return event
  }

  private modify(
    operation: 'capture' | 'cancel' | 'refund',
    request: Ask & { readonly paymentPspReference: string; readonly amount?: Money },
    effect: (payment: HeldPayment) => boolean,
  ): Promise<ModificationAnswer> {
    return this.once(operation, request, (no): ModificationAnswer => {
      const payment = this.payments.get(request.paymentPspReference)
      if (!payment || no === 'refuse') {
        return { kind: 'refused', code: '422/167', reason: 'Original pspReference required' }
      }
      const pspReference = this.newReference()
      const happened = no ? false : effect(payment)
      const kinds = {
        capture: ['captured', 'capture-refused'],
        cancel: ['cancelled', 'cancel-refused'],
        refund: ['refunded', 'refund-refused'],
      } as const
      this.tell(payment, {
        kind: kinds[operation][happened ? 0 : 1],
        pspReference,
        originalReference: payment.pspReference,
        merchantReference: request.reference,
        amount: request.amount ?? money(0n, payment.currency),
        reason: happened ? '' : 'Insufficient balance on payment',
      })
      return { kind: 'accepted', pspReference }
    })
  }

  private async once<A extends Answer>(
    operation: Operation,
    request: Ask,
    act: (no: 'refuse' | 'refuse-later' | undefined) => A,
  ): Promise<A> {
    const { idempotencyKey } = request
    this.calls.push({ operation, idempotencyKey })
    const index = this.faults.findIndex(fault => fault.operation === operation)
    const fault = index < 0 ? undefined : this.faults.splice(index, 1)[0]?.fault
    const unknown = { kind: 'unknown', cause: 'no answer' } as A
    if (fault === 'lose-request') return unknown
    let answer = this.answers.get(idempotencyKey) as A | undefined
    if (!answer) {
      this.effects[operation] += 1
      answer = act(fault === 'lose-answer' ? undefined : fault)
      this.answers.set(idempotencyKey, answer)
    }
    await this.beforeAnswer()
    return fault === 'lose-answer' ? unknown : answer
  }

  private tell(
    payment: HeldPayment,
    told: Pick<PaymentEvent, 'kind' | 'pspReference' | 'amount' | 'merchantReference'> & {
      originalReference?: string | undefined
      reason?: string
    },
  ): PaymentEvent {
    const { originalReference, ...rest } = told
    const event = {
      ...this.event(told.kind),
      merchantAccount: payment.merchantAccount,
      ...rest,
      ...(originalReference ? { originalReference } : {}),
    }
    this.events.push(event)
    return event
  }

  private event(kind: PaymentEvent['kind']) {
    const eventCode = kind.toUpperCase().replaceAll('-', '_')
    return { kind, eventCode, reason: '', occurredAt: this.clock.now().toString(), live: false }
  }

  private byReference(reference: string): HeldPayment | undefined {
    return [...this.payments.values()].find(payment => payment.reference === reference)
  }

  private newReference(): string {
    this.count += 1
    return this.prefix + String(this.count).padStart(16 - this.prefix.length, '0')
  }
}
