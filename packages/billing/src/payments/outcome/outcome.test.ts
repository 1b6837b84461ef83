/** What every event means in every state, as tables. */

import { money, Temporal } from '@wattline/units'

import type { PaymentEvent } from '../provider.js'
import type { Facts, IntentFacts, Outcome } from './facts.js'
import { outcomeOf } from './outcome.js'

const failedAt = Temporal.Instant.from('2026-03-02T12:00:00Z')

const payment: Facts['payment'] = {
  state: 'authorised',
  currency: 'EUR',
  askedMinor: 3000n,
  authorisedMinor: 3000n,
  capturedMinor: 0n,
  refundedMinor: 0n,
  refundingMinor: 0n,
  merchantAccount: 'Merchant',
  pspReference: 'PAYMENT',
  owedMinor: 1190n,
}

function intent(kind: IntentFacts['kind'], given: Partial<IntentFacts> = {}): IntentFacts {
  return {
    id: `${kind}-1`,
    kind,
    state: 'sent',
    amountMinor: kind === 'authorise' ? 3000n : 1190n,
    reference: `our-${kind}`,
    pspReference: null,
    refundId: kind === 'refund' ? 'refund-1' : null,
    failures: 0,
    failedAt: null,
    ...given,
  }
}

function event(kind: PaymentEvent['kind'], given: Partial<PaymentEvent> = {}): PaymentEvent {
  return {
    kind,
    eventCode: kind,
    pspReference: 'MODIFICATION',
    originalReference: 'PAYMENT',
    merchantReference: '',
    merchantAccount: 'Merchant',
    amount: money(1190n, 'EUR'),
    reason: '',
    occurredAt: '2026-03-02T13:00:00Z',
    live: false,
    ...given,
  }
}

const changesOf = (outcome: Outcome) => (outcome.kind === 'apply' ? outcome.changes : undefined)

/** `apply captured`: what was done, and the state it led to if any. */
function told(outcome: Outcome): string {
  const state = changesOf(outcome)?.payment.state
  return state ? `${outcome.kind} ${state}` : outcome.kind
}

test.each`
  state                      | authorised            | refused            | expired            | cancelled
  ${'new'}                   | ${'later'}            | ${'later'}         | ${'later'}         | ${'later'}
  ${'pending-authorisation'} | ${'apply authorised'} | ${'apply refused'} | ${'later'}         | ${'later'}
  ${'action-required'}       | ${'apply authorised'} | ${'apply refused'} | ${'later'}         | ${'later'}
  ${'waiting'}               | ${'apply authorised'} | ${'apply refused'} | ${'later'}         | ${'apply cancelled'}
  ${'uncertain'}             | ${'apply authorised'} | ${'apply refused'} | ${'later'}         | ${'apply cancelled'}
  ${'authorised'}            | ${'nothing'}          | ${'nothing'}       | ${'apply expired'} | ${'apply cancelled'}
  ${'adjusting'}             | ${'nothing'}          | ${'nothing'}       | ${'later'}         | ${'later'}
  ${'cancelling'}            | ${'nothing'}          | ${'nothing'}       | ${'apply expired'} | ${'apply cancelled'}
  ${'cancelled'}             | ${'nothing'}          | ${'nothing'}       | ${'nothing'}       | ${'nothing'}
  ${'capturing'}             | ${'nothing'}          | ${'nothing'}       | ${'later'}         | ${'later'}
  ${'captured'}              | ${'nothing'}          | ${'nothing'}       | ${'nothing'}       | ${'kept'}
  ${'capture-failed'}        | ${'nothing'}          | ${'nothing'}       | ${'nothing'}       | ${'kept'}
  ${'unpaid'}                | ${'nothing'}          | ${'nothing'}       | ${'nothing'}       | ${'kept'}
  ${'settled'}               | ${'nothing'}          | ${'nothing'}       | ${'nothing'}       | ${'kept'}
  ${'paid-out'}              | ${'nothing'}          | ${'nothing'}       | ${'nothing'}       | ${'kept'}
  ${'expired'}               | ${'nothing'}          | ${'nothing'}       | ${'nothing'}       | ${'nothing'}
  ${'refused'}               | ${'apply authorised'} | ${'nothing'}       | ${'nothing'}       | ${'nothing'}
`(
  '$state: authorised $authorised, refused $refused, expired $expired, cancelled $cancelled',
  row => {
    const facts = { payment: { ...payment, state: row.state }, intents: [] }
    const own = { pspReference: 'PAYMENT', amount: money(3000n, 'EUR') }
    expect(told(outcomeOf(facts, event('authorised', own)))).toBe(row.authorised)
    expect(told(outcomeOf(facts, event('authorisation-refused', own)))).toBe(row.refused)
    expect(told(outcomeOf(facts, event('authorisation-expired', own)))).toBe(row.expired)
    expect(told(outcomeOf(facts, event('cancelled')))).toBe(row.cancelled)
  },
)

test.each`
  state                      | intentState    | captured            | refused               | failed
  ${'capturing'}             | ${'requested'} | ${'apply captured'} | ${'apply authorised'} | ${'later'}
  ${'capturing'}             | ${'sent'}      | ${'apply captured'} | ${'apply authorised'} | ${'later'}
  ${'capturing'}             | ${'uncertain'} | ${'apply captured'} | ${'apply authorised'} | ${'later'}
  ${'captured'}              | ${'succeeded'} | ${'nothing'}        | ${'nothing'}          | ${'apply capture-failed'}
  ${'settled'}               | ${'succeeded'} | ${'nothing'}        | ${'nothing'}          | ${'apply capture-failed'}
  ${'paid-out'}              | ${'succeeded'} | ${'nothing'}        | ${'nothing'}          | ${'apply capture-failed'}
  ${'capture-failed'}        | ${'failed'}    | ${'apply captured'} | ${'nothing'}          | ${'nothing'}
  ${'unpaid'}                | ${'failed'}    | ${'apply captured'} | ${'nothing'}          | ${'nothing'}
  ${'authorised'}            | ${'refused'}   | ${'kept'}           | ${'nothing'}          | ${'nothing'}
  ${'pending-authorisation'} | ${null}        | ${'later'}          | ${'nothing'}          | ${'later'}
  ${'uncertain'}             | ${null}        | ${'later'}          | ${'nothing'}          | ${'later'}
  ${'authorised'}            | ${null}        | ${'apply captured'} | ${'nothing'}          | ${'later'}
  ${'cancelling'}            | ${null}        | ${'later'}          | ${'nothing'}          | ${'later'}
  ${'cancelled'}             | ${null}        | ${'kept'}           | ${'nothing'}          | ${'later'}
  ${'captured'}              | ${null}        | ${'apply'}          | ${'nothing'}          | ${'kept'}
`('$state, capture $intentState: captured $captured, refused $refused, failed $failed', row => {
  const capturedMinor = row.intentState === 'succeeded' ? 1190n : 0n
  const failures = row.intentState === 'failed' ? { failures: 1, failedAt } : {}
  const known = { state: row.intentState, pspReference: 'MODIFICATION', ...failures }
  const facts: Facts = {
    payment: { ...payment, state: row.state, capturedMinor },
    intents: row.intentState ? [intent('capture', known)] : [],
  }
  expect(told(outcomeOf(facts, event('captured')))).toBe(row.captured)
  expect(told(outcomeOf(facts, event('capture-refused')))).toBe(row.refused)
  expect(told(outcomeOf(facts, event('capture-failed')))).toBe(row.failed)
})

test.each`
  occurred                       | reason                      | outcome
  ${'2026-03-02T11:59:59Z'}      | ${''}                       | ${'nothing'}
  ${'2026-03-02T13:00:00+01:00'} | ${''}                       | ${'nothing'}
  ${'2026-03-02T12:00:01Z'}      | ${''}                       | ${'apply captured'}
  ${'2026-03-02T11:00:00Z'}      | ${'Transaction Recaptured'} | ${'apply captured'}
`('after a failure at 12:00 UTC, a capture of $occurred "$reason": $outcome', row => {
  const failed = intent('capture', { state: 'failed', failures: 1, failedAt })
  const facts: Facts = { payment: { ...payment, state: 'capture-failed' }, intents: [failed] }
  const again = event('captured', {
    merchantReference: 'our-capture',
    occurredAt: row.occurred,
    reason: row.reason,
  })
  const outcome = outcomeOf(facts, again)
  expect(told(outcome)).toBe(row.outcome)
  // The second success of the intent is an event of its own in the book.
  if (outcome.kind === 'apply') expect(outcome.changes.booking).toMatchObject({ round: 1 })
})

test.each`
  intentState    | refunded      | refused       | failed       | returned
  ${'requested'} | ${'accepted'} | ${'rejected'} | ${'later'}   | ${'later'}
  ${'sent'}      | ${'accepted'} | ${'rejected'} | ${'later'}   | ${'later'}
  ${'uncertain'} | ${'accepted'} | ${'rejected'} | ${'later'}   | ${'later'}
  ${'succeeded'} | ${'nothing'}  | ${'nothing'}  | ${'failed'}  | ${'returned'}
  ${'refused'}   | ${'kept'}     | ${'nothing'}  | ${'nothing'} | ${'nothing'}
  ${'failed'}    | ${'nothing'}  | ${'nothing'}  | ${'nothing'} | ${'nothing'}
`('refund $intentState: refunded $refunded, refused $refused, failed $failed', row => {
  const known = intent('refund', { state: row.intentState, pspReference: 'MODIFICATION' })
  const open = ['requested', 'sent', 'uncertain'].includes(row.intentState)
  const facts: Facts = {
    payment: {
      ...payment,
      state: 'captured',
      capturedMinor: 1190n,
      refundingMinor: open ? 1190n : 0n,
      refundedMinor: row.intentState === 'succeeded' ? 1190n : 0n,
    },
    intents: [known],
  }
  const refundState = (kind: PaymentEvent['kind']) => {
    const outcome = outcomeOf(facts, event(kind))
    return changesOf(outcome)?.refund?.state ?? outcome.kind
  }
  expect(refundState('refunded')).toBe(row.refunded)
  expect(refundState('refund-refused')).toBe(row.refused)
  expect(refundState('refund-failed')).toBe(row.failed)
  expect(refundState('refund-reversed')).toBe(row.returned)
})

test('a yes after our technical cancel is let go at once', () => {
  const facts: Facts = {
    payment: { ...payment, state: 'cancelled', pspReference: null, authorisedMinor: 0n },
    intents: [intent('authorise', { state: 'uncertain' })],
  }
  const late = event('authorised', { pspReference: 'LATE', amount: money(3000n, 'EUR') })
  expect(changesOf(outcomeOf(facts, late))).toMatchObject({
    payment: { state: 'cancelling', pspReference: 'LATE' },
    follow: ['cancel-late'],
  })
})

test('more than was asked, and a second yes, are kept for a person', () => {
  const waiting: Facts = { payment: { ...payment, state: 'waiting' }, intents: [] }
  const more = event('authorised', { pspReference: 'PAYMENT', amount: money(3001n, 'EUR') })
  expect(told(outcomeOf(waiting, more))).toBe('kept')
  const second = event('authorised', { pspReference: 'SECOND', amount: money(3000n, 'EUR') })
  expect(told(outcomeOf({ payment, intents: [] }, second))).toBe('kept')
})

test('a yes to less than was asked is taken and shown', () => {
  const facts: Facts = { payment: { ...payment, state: 'pending-authorisation' }, intents: [] }
  const partly = event('authorised', { pspReference: 'PAYMENT', amount: money(1000n, 'EUR') })
  expect(changesOf(outcomeOf(facts, partly))).toMatchObject({
    payment: { authorisedMinor: 1000n, trouble: { code: 'partly-authorised' } },
    follow: ['collect'],
  })
})

test('a refund nobody claimed waits while our own open refunds leave no room for it', () => {
  const captured = { ...payment, state: 'captured' as const, capturedMinor: 1190n }
  const foreign = event('refunded')
  const open: Facts = { payment: { ...captured, refundingMinor: 1n }, intents: [] }
  expect(told(outcomeOf(open, foreign))).toBe('later')
  const free: Facts = { payment: captured, intents: [] }
  expect(changesOf(outcomeOf(free, foreign))).toMatchObject({
    external: { kind: 'refund', amountMinor: 1190n },
    payment: { refundedMinor: 1190n, trouble: { code: 'refunded-externally' } },
  })
  const spent: Facts = { payment: { ...captured, refundedMinor: 1n }, intents: [] }
  expect(told(outcomeOf(spent, foreign))).toBe('kept')
})

test('an event nobody knows is kept; one that tells of a dispute is shown', () => {
  const facts: Facts = { payment, intents: [] }
  const code = (eventCode: string) => outcomeOf(facts, event('other', { eventCode }))
  expect(code('RECURRING_CONTRACT')).toMatchObject({ kind: 'kept', quiet: true })
  expect(code('CHARGEBACK')).not.toHaveProperty('quiet')
})
