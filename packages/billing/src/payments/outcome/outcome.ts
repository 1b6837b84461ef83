/**
 * What an event means for a payment: a pure function of (state, event).
 *
 * Notifications repeat, overtake each other and come before the answer they belong to (Adyen,
 * webhooks). So effects are idempotent by state, not by having been seen, and answers of the API go
 * through the same function.
 */

import { unreachable } from '@wattline/units'

import type { PaymentEvent } from '../provider.js'
import { authorisationExpired, authorisationRefused, authorised } from './authorisation.js'
import { cancelled, cancelRefused } from './cancel.js'
import { captured, captureFailed, captureRefused } from './capture.js'
import { type Facts, type IntentFacts, kept, type Outcome } from './facts.js'
import { matchIntent } from './match-intent.js'
import { refunded, refundRefused, refundTakenBack } from './refund.js'

/** `known` is the intent the event answers, where that is certain: an answer of the API to it. */
export function outcomeOf(facts: Facts, event: PaymentEvent, known?: IntentFacts): Outcome {
  const { payment } = facts
  if (event.merchantAccount !== payment.merchantAccount) {
    return kept(`It names merchant account ${event.merchantAccount}, not the payment’s own`)
  }
  if (event.fault) return kept(`It cannot be read: ${event.fault}`)
  const moneyMoves = event.kind !== 'cancelled' && event.kind !== 'cancel-refused'
  if (moneyMoves && event.amount.currency !== payment.currency) {
    return kept(`It is in ${event.amount.currency}, the payment in ${payment.currency}`)
  }
  const intent = known ?? matchIntent(facts.intents, event)
  const given = { payment, intent, event }
  switch (event.kind) {
    case 'authorised':
      return authorised(given)
    case 'authorisation-refused':
      return authorisationRefused(given)
    case 'authorisation-expired':
      return authorisationExpired(given)
    case 'captured':
      return captured(given)
    case 'capture-refused':
      return captureRefused(given)
    case 'capture-failed':
      return captureFailed(given)
    case 'cancelled':
      return cancelled(given)
    case 'cancel-refused':
      return cancelRefused(given)
    case 'refunded':
      return refunded(given)
    case 'refund-refused':
      return refundRefused(given)
    case 'refund-failed':
      return refundTakenBack(given, 'failed')
    case 'refund-reversed':
      return refundTakenBack(given, 'returned')
    case 'other':
      return unknownEvent(event.eventCode)
    default:
      return unreachable(event.kind)
  }
}

/** Money may have moved with a dispute; anything else we do not know is information. */
function unknownEvent(eventCode: string): Outcome {
  const note = `Event ${eventCode} is not known here`
  const dispute = /CHARGEBACK|ARBITRATION|DISPUTE|FRAUD|REQUEST_FOR_INFORMATION/.test(eventCode)
  return dispute ? kept(note) : { kind: 'kept', note, quiet: true }
}
