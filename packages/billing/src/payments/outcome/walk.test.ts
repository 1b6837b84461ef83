/**
 * Long random lives of one payment: our moves and the provider's events in any order, and what
 * always holds.
 */

import { assert, money, Temporal } from '@wattline/units'
import fc from 'fast-check'

import { refundableMinor } from '../../refunds/refundable.js'
import { nextMove } from '../next-move.js'
import type { PaymentEvent } from '../provider.js'
import { intentStates, mayMove, paymentStates } from '../states.js'
import { isOpen } from './authorisation.js'
import type { Changes, Facts, IntentFacts } from './facts.js'
import { outcomeOf } from './outcome.js'

const start: Facts = {
  payment: {
    state: 'new',
    currency: 'EUR',
    askedMinor: 3000n,
    authorisedMinor: 0n,
    capturedMinor: 0n,
    refundedMinor: 0n,
    refundingMinor: 0n,
    merchantAccount: 'Merchant',
    pspReference: null,
    owedMinor: null,
  },
  intents: [],
}

type Step =
  | { readonly kind: 'bill'; readonly minor: bigint }
  | { readonly kind: 'collect' }
  | { readonly kind: 'refund'; readonly minor: bigint }
  | { readonly kind: 'event'; readonly event: PaymentEvent['kind']; readonly pick: number }

const kinds = [
  'authorised',
  'authorisation-refused',
  'authorisation-expired',
  'captured',
  'capture-refused',
  'capture-failed',
  'cancelled',
  'cancel-refused',
  'refunded',
  'refund-refused',
  'refund-failed',
  'refund-reversed',
] as const

const minor = fc.bigInt(0n, 4000n)
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('bill' as const), minor }),
    { weight: 3, arbitrary: fc.constant({ kind: 'collect' as const }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('refund' as const), minor }) },
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('event' as const),
        event: fc.constantFrom(...kinds),
        // The first of its kind, the second, or one that is nobody's.
        pick: fc.nat(2),
      }),
    },
  ),
  { minLength: 5, maxLength: 40 },
)

/** Most lives begin as most do: held, billed and taken. */
const held: Step[] = [{ kind: 'collect' }, { kind: 'event', event: 'authorised', pick: 0 }]
const taken: Step[] = [
  ...held,
  { kind: 'bill', minor: 1190n },
  { kind: 'collect' },
  { kind: 'event', event: 'captured', pick: 0 },
]
const givenBack: Step[] = [
  ...taken,
  { kind: 'refund', minor: 500n },
  { kind: 'event', event: 'refunded', pick: 0 },
]
const lives = fc
  .tuple(fc.constantFrom([], held, taken, givenBack), steps)
  .map(([first, then]) => [...first, ...then])

const isDone = ({ state }: IntentFacts) => state === 'succeeded'
/** Which movements of money the walks came through. */
const met = new Set<string>()

const subjects = ['authorise', 'capture', 'cancel', 'refund'] as const

class Life {
  facts = start
  /** What the book says Adyen holds. */
  bookedMinor = 0n
  private now = Temporal.Instant.from('2026-03-02T10:00:00Z')
  private readonly booked = new Set<string>()

  take(step: Step): void {
    this.now = this.now.add({ seconds: 1 })
    switch (step.kind) {
      case 'bill':
        if (this.facts.payment.owedMinor === null) this.change({ owedMinor: step.minor })
        break
      case 'collect':
        this.collect()
        break
      case 'refund':
        this.refund(step.minor)
        break
      case 'event':
        this.hear(this.eventOf(step))
    }
    this.check()
  }

  private collect(): void {
    const ours = this.facts.intents.filter(({ reference }) => reference.startsWith('our'))
    const move = nextMove({
      ...this.facts.payment,
      refused: ours.filter(({ state }) => state === 'refused').map(({ kind }) => kind),
      open: ours.filter(isOpen).map(({ kind }) => kind),
    })
    if (move.kind === 'authorise') {
      this.change({ state: 'pending-authorisation' })
      this.mean('authorise', move.amountMinor)
    } else if (move.kind === 'capture') {
      this.change({ state: 'capturing' })
      this.mean('capture', move.amountMinor)
    } else if (move.kind === 'cancel') {
      this.change({ state: 'cancelling' })
      this.mean('cancel', 0n)
    } else if (move.kind === 'technical-cancel') {
      this.mean('technical-cancel', 0n)
    }
  }

  private refund(wantedMinor: bigint): void {
    const rest = refundableMinor(this.facts.payment)
    const amountMinor = wantedMinor < rest ? wantedMinor : rest
    if (amountMinor === 0n) return
    this.change({ refundingMinor: this.facts.payment.refundingMinor + amountMinor })
    this.mean('refund', amountMinor)
  }

  private mean(kind: IntentFacts['kind'], amountMinor: bigint): void {
    const id = `${kind}-${this.facts.intents.length}`
    const fresh = { state: 'requested', pspReference: null, failures: 0, failedAt: null } as const
    const refundId = kind === 'refund' ? `refund-${id}` : null
    const intent: IntentFacts = {
      ...fresh,
      id,
      kind,
      amountMinor,
      refundId,
      reference: `our-${id}`,
    }
    this.facts = { ...this.facts, intents: [...this.facts.intents, intent] }
  }

  /** About one of the payment's intents, or about something somebody else did. */
  private eventOf({ event, pick }: Extract<Step, { kind: 'event' }>): PaymentEvent {
    const ownSubject = event.startsWith('authoris')
    const kind = subjects.find(subject => event.startsWith(subject.slice(0, 6)))
    const candidates = this.facts.intents.filter(intent => intent.kind === kind)
    const about = candidates[pick]
    return {
      kind: event,
      eventCode: event,
      pspReference: ownSubject ? 'PAYMENT' : (about?.pspReference ?? `PSP-${kind}-${pick}`),
      ...(ownSubject ? {} : { originalReference: 'PAYMENT' }),
      merchantReference: about?.reference ?? '',
      merchantAccount: 'Merchant',
      amount: money(about && !ownSubject ? about.amountMinor : 3000n, 'EUR'),
      reason: '',
      occurredAt: this.now.toString(),
      live: false,
    }
  }

  private hear(event: PaymentEvent): void {
    const outcome = outcomeOf(this.facts, event)
    if (outcome.kind !== 'apply') return
    this.write(outcome.changes, event)
    // Told again, it must change nothing: effects are idempotent by state.
    const again = outcomeOf(this.facts, event)
    assert(again.kind !== 'apply', `a second ${event.kind} has no effect`)
  }

  private write(changes: Changes, event: PaymentEvent): void {
    const { state: before } = this.facts.payment
    const after = changes.payment.state ?? before
    if (after !== before) {
      assert(mayMove(paymentStates, before, after), `no move from ${before} to ${after}`)
    }
    const intents = this.facts.intents.map(intent => {
      if (intent.id !== changes.intent?.id) return intent
      assert(mayMove(intentStates, intent.state, changes.intent.state), 'the intent may move')
      return { ...intent, ...changes.intent }
    })
    const external = changes.external && {
      ...changes.external,
      id: `external-${intents.length}`,
      reference: `external-${changes.external.pspReference}`,
      state: 'succeeded' as const,
      refundId: null,
      failures: 0,
      failedAt: null,
    }
    this.facts = {
      payment: { ...this.facts.payment, ...changes.payment },
      intents: external ? [...intents, external] : intents,
    }
    this.book(changes, external?.id ?? changes.intent?.id ?? event.kind)
  }

  private book({ booking }: Changes, intentId: string): void {
    if (!booking) return
    // The reference of an entry is taken once: a second event of one intent has a round of its own.
    const reference = `${booking.recipe}:${intentId}:${booking.round}`
    assert(!this.booked.has(reference), `${reference} is booked once`)
    met.add(booking.recipe)
    this.booked.add(reference)
    const into = booking.recipe === 'captured' || booking.recipe === 'refund-reversed'
    this.bookedMinor += into ? booking.amountMinor : -booking.amountMinor
  }

  private check(): void {
    const { payment, intents } = this.facts
    const { authorisedMinor, capturedMinor, refundedMinor, refundingMinor } = payment
    assert(capturedMinor <= authorisedMinor, 'no more is captured than authorised')
    assert(refundedMinor + refundingMinor <= capturedMinor, 'no more is given back than captured')
    assert(refundedMinor >= 0n && refundingMinor >= 0n, 'no sum is below zero')
    assert(
      this.bookedMinor === capturedMinor - refundedMinor,
      'the book says what the payment says',
    )
    const total = (kind: string, wanted: (intent: IntentFacts) => boolean) =>
      intents
        .filter(intent => intent.kind === kind && wanted(intent))
        .reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
    // Every sum of the payment comes from its intents.
    assert(total('capture', isDone) === capturedMinor, 'captures make up what is captured')
    assert(total('refund', isDone) === refundedMinor, 'refunds make up what is refunded')
    assert(total('refund', isOpen) === refundingMinor, 'open refunds make up what is refunding')
  }

  private change(payment: Partial<Facts['payment']>): void {
    this.facts = { ...this.facts, payment: { ...this.facts.payment, ...payment } }
  }
}

test('whatever happens in whatever order, a payment takes and gives no more than it may', () => {
  fc.assert(
    fc.property(lives, life => {
      const one = new Life()
      for (const step of life) one.take(step)
    }),
    { numRuns: 1500 },
  )
  expect([...met].sort()).toEqual(['capture-failed', 'captured', 'refund-reversed', 'refunded'])
})
