/** What comes of news about a capture: taken, refused, or taken back by the scheme. Pure. */

import { parseInstant } from '@wattline/units'

import type { PaymentState } from '../states.js'
import { type Given, isOpen } from './authorisation.js'
import {
  apply,
  type IntentFacts,
  kept,
  later,
  nothing,
  type Outcome,
  type Trouble,
} from './facts.js'

const takenStates: readonly PaymentState[] = ['captured', 'settled', 'paid-out']
const takingStates: readonly PaymentState[] = ['authorised', 'capturing', ...takenStates]

export function captured(given: Given): Outcome {
  const { payment, intent, event } = given
  if (intent?.state === 'succeeded') return nothing('Captured already')
  if (intent?.state === 'refused') return kept('This capture was refused before')
  if (intent && event.amount.minor !== intent.amountMinor) {
    return kept(`It captures ${event.amount.minor}, asked was ${intent.amountMinor}`)
  }
  if (intent?.state === 'failed') return capturedAgain(given, intent)
  if (!takingStates.includes(payment.state)) {
    const dead = ['cancelled', 'expired', 'capture-failed', 'unpaid'].includes(payment.state)
    return dead ? kept(`The payment is ${payment.state}`) : later(`The payment is ${payment.state}`)
  }
  return take(given)
}

/**
 * The same capture after its failure counts only if it is newer, or says that it is a recapture
 * (Adyen, CAPTURE).
 */
function capturedAgain(given: Given, intent: IntentFacts): Outcome {
  const { payment, event } = given
  const newer = isAfter(event.occurredAt, intent)
  if (!newer && !/recaptured/i.test(event.reason)) {
    return nothing('Older than the failure of this capture')
  }
  if (payment.state !== 'capture-failed' && payment.state !== 'unpaid') {
    return kept(`The payment is ${payment.state}`)
  }
  return take(given)
}

function take({ payment, intent, event }: Given): Outcome {
  const amountMinor = event.amount.minor
  const capturedMinor = payment.capturedMinor + amountMinor
  if (amountMinor <= 0n) return kept('It captures nothing')
  if (capturedMinor > payment.authorisedMinor) {
    return kept(`With it ${capturedMinor} were captured of ${payment.authorisedMinor} authorised`)
  }
  return apply({
    payment: {
      ...(takenStates.includes(payment.state) ? {} : { state: 'captured' as const }),
      capturedMinor,
      trouble: shortfall(payment.owedMinor, capturedMinor),
    },
    ...(intent
      ? { intent: { id: intent.id, state: 'succeeded', pspReference: event.pspReference } }
      : { external: { kind: 'capture', amountMinor, pspReference: event.pspReference } }),
    booking: { recipe: 'captured', amountMinor, round: intent?.failures ?? 0 },
    follow: payment.owedMinor === null ? [] : ['receipt', 'collect-others'],
  })
}

export function captureRefused({ payment, intent, event }: Given): Outcome {
  if (!intent) return nothing('A capture of somebody else was refused')
  if (!isOpen(intent)) return nothing(`This capture is ${intent.state}`)
  const message = event.reason || 'The provider gave no reason'
  const back = payment.state === 'capturing'
  return apply({
    payment: back ? { state: 'authorised', trouble: { code: 'capture-refused', message } } : {},
    intent: {
      id: intent.id,
      state: 'refused',
      ...(event.pspReference ? { pspReference: event.pspReference } : {}),
    },
    follow: back ? ['payment-trouble'] : [],
  })
}

/**
 * The scheme took a capture back: the driver owes again, until the provider captures again by
 * itself.
 */
export function captureFailed({ payment, intent, event }: Given): Outcome {
  if (!intent) {
    return takenStates.includes(payment.state)
      ? kept('The capture that failed is not known here')
      : later('The capture that failed is not known yet')
  }
  if (isOpen(intent)) return later('The capture itself is still open')
  if (intent.state === 'refused') return nothing('This capture was refused')
  if (intent.state === 'failed' || (intent.failedAt && !isAfter(event.occurredAt, intent))) {
    return nothing('This failure is known')
  }
  const capturedMinor = payment.capturedMinor - intent.amountMinor
  if (payment.refundingMinor > 0n) return later('A refund of this payment is still open')
  if (payment.refundedMinor > capturedMinor) return kept('What failed was given back already')
  const failedAt = parseInstant(event.occurredAt)
  const message = event.reason || 'The card scheme took the capture back'
  return apply({
    payment: {
      // With a rest still captured the payment stays what it is; its trouble tells of the failed
      // part.
      ...(capturedMinor === 0n ? { state: 'capture-failed' as const } : {}),
      capturedMinor,
      trouble: { code: 'capture-failed', message },
    },
    intent: {
      id: intent.id,
      state: 'failed',
      failures: intent.failures + 1,
      ...(failedAt ? { failedAt } : {}),
    },
    booking: {
      recipe: 'capture-failed',
      amountMinor: intent.amountMinor,
      round: intent.failures,
    },
    follow: ['payment-trouble'],
  })
}

/** Both by the provider's clock, to the second: on a tie the failure stands. */
function isAfter(occurredAt: string, intent: IntentFacts): boolean {
  const at = parseInstant(occurredAt)
  if (!at || !intent.failedAt) return false
  return at.epochMilliseconds > intent.failedAt.epochMilliseconds
}

function shortfall(owedMinor: bigint | null, capturedMinor: bigint): Trouble | null {
  if (owedMinor === null || owedMinor === capturedMinor) return null
  return owedMinor > capturedMinor
    ? { code: 'underpaid', message: `${owedMinor - capturedMinor} minor units are still owed` }
    : { code: 'overpaid', message: `${capturedMinor - owedMinor} minor units too many were taken` }
}
