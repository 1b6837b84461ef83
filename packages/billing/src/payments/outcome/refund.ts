/**
 * What comes of news about a refund: accepted by the scheme, refused, failed, or come back. Pure.
 */

import { type Instant, parseInstant } from '@wattline/units'

import { type Given, isOpen } from './authorisation.js'
import { apply, type Changes, kept, later, nothing, type Outcome } from './facts.js'

/** Accepted is not arrived: a refund may still fail or come back (Adyen, REFUND_FAILED). */
export function refunded(given: Given): Outcome {
  const { payment, intent, event } = given
  const amountMinor = event.amount.minor
  if (!intent) return refundedExternally(given)
  if (intent.state === 'succeeded') return nothing('Refunded already')
  if (intent.state === 'failed') return nothing('This refund came back before')
  if (intent.state === 'refused') return kept('This refund was refused before')
  if (amountMinor !== intent.amountMinor) {
    return kept(`It refunds ${amountMinor}, asked was ${intent.amountMinor}`)
  }
  return apply({
    payment: {
      refundingMinor: payment.refundingMinor - amountMinor,
      refundedMinor: payment.refundedMinor + amountMinor,
    },
    intent: { id: intent.id, state: 'succeeded', pspReference: event.pspReference },
    ...refundMoves(intent.refundId, 'accepted'),
    booking: { recipe: 'refunded', amountMinor, round: 0 },
    follow: intent.refundId ? ['refund-accepted'] : [],
  })
}

/**
 * Somebody gave money back at the provider's own console: the book must know, and a person must see
 * it.
 */
function refundedExternally({ payment, event }: Given): Outcome {
  const amountMinor = event.amount.minor
  const leftMinor = payment.capturedMinor - payment.refundedMinor
  if (amountMinor <= 0n) return kept('It refunds nothing')
  if (['authorised', 'capturing'].includes(payment.state)) {
    return later(`The payment is ${payment.state}`)
  }
  if (amountMinor > leftMinor) {
    return kept(`It refunds ${amountMinor}, left were ${leftMinor}`)
  }
  if (amountMinor > leftMinor - payment.refundingMinor) {
    return later('Our own open refunds leave less than that')
  }
  const message = `${amountMinor} minor units were given back without a claim: issue a credit note`
  return apply({
    payment: {
      refundedMinor: payment.refundedMinor + amountMinor,
      trouble: { code: 'refunded-externally', message },
    },
    external: { kind: 'refund', amountMinor, pspReference: event.pspReference },
    booking: { recipe: 'refunded', amountMinor, round: 0 },
    follow: ['payment-trouble'],
  })
}

/** Refused before it was sent: the driver is owed, and a person sees it. */
export function refundRefused({ payment, intent, event }: Given): Outcome {
  if (!intent) return nothing('A refund of somebody else was refused')
  if (!isOpen(intent)) return nothing(`This refund is ${intent.state}`)
  return apply({
    payment: { refundingMinor: payment.refundingMinor - intent.amountMinor },
    intent: {
      id: intent.id,
      state: 'refused',
      ...(event.pspReference ? { pspReference: event.pspReference } : {}),
    },
    ...refundMoves(intent.refundId, 'rejected'),
    follow: intent.refundId ? ['refund-reopened'] : [],
  })
}

/** The scheme could not pay it out, or it came back: what we owed the driver we owe again. */
export function refundTakenBack(given: Given, to: 'failed' | 'returned'): Outcome {
  const { payment, intent, event } = given
  if (!intent) {
    return payment.refundedMinor > 0n || payment.refundingMinor > 0n
      ? later('The refund that came back is not known yet')
      : kept('The refund that came back is not known here')
  }
  if (isOpen(intent)) return later('The refund itself is still open')
  if (intent.state !== 'succeeded') return nothing(`This refund is ${intent.state}`)
  const failedAt = parseInstant(event.occurredAt)
  return apply({
    payment: { refundedMinor: payment.refundedMinor - intent.amountMinor },
    intent: { id: intent.id, state: 'failed', ...failure(intent.failures, failedAt) },
    ...refundMoves(intent.refundId, to),
    booking: { recipe: 'refund-reversed', amountMinor: intent.amountMinor, round: 0 },
    follow: intent.refundId ? ['refund-reopened'] : ['payment-trouble'],
  })
}

function failure(failures: number, failedAt: Instant | undefined) {
  return { failures: failures + 1, ...(failedAt ? { failedAt } : {}) }
}

function refundMoves(
  refundId: string | null,
  state: 'accepted' | 'rejected' | 'failed' | 'returned',
): Pick<Changes, 'refund'> {
  return refundId ? { refund: { id: refundId, state } } : {}
}
