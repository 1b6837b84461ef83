/** What comes of news about a cancel: the hold let go, or not. Pure. */

import { type Given, isOpen } from './authorisation.js'
import { apply, kept, later, nothing, type Outcome } from './facts.js'

export function cancelled(given: Given): Outcome {
  const { payment, intent, event } = given
  const settled = intent
    ? { intent: { id: intent.id, state: 'succeeded' as const, pspReference: event.pspReference } }
    : {
        external: { kind: 'cancel' as const, amountMinor: 0n, pspReference: event.pspReference },
      }
  if (intent && !isOpen(intent)) return nothing(`This cancel is ${intent.state}`)
  switch (payment.state) {
    case 'authorised':
    case 'cancelling':
    case 'uncertain':
    case 'waiting': {
      const trouble = troubleOf(given)
      return apply({
        payment: { state: 'cancelled', ...(trouble ? { trouble } : {}) },
        ...settled,
        follow: trouble ? ['payment-trouble'] : [],
      })
    }
    case 'new':
    case 'pending-authorisation':
    case 'action-required':
    case 'adjusting':
    case 'capturing':
      return later(`The payment is ${payment.state}`)
    case 'cancelled':
    case 'refused':
    case 'expired':
      return intent ? apply(settled) : nothing(`The payment is ${payment.state}`)
    default:
      return kept(`The payment is ${payment.state}: what is captured cannot be cancelled`)
  }
}

/** What we let go ourselves is no trouble, unless an invoice waits for it. */
function troubleOf({ payment, intent }: Given) {
  const owing = payment.owedMinor !== null && payment.owedMinor > 0n
  if (!intent) {
    const message = 'Somebody else let the hold go'
    return { code: 'cancelled-externally' as const, message }
  }
  if (!owing) return undefined
  return { code: 'cancelled-unpaid' as const, message: 'The hold is gone, the invoice is open' }
}

export function cancelRefused({ payment, intent, event }: Given): Outcome {
  if (!intent) return nothing('A cancel of somebody else was refused')
  if (!isOpen(intent)) return nothing(`This cancel is ${intent.state}`)
  const message = event.reason || 'The provider gave no reason'
  const back = payment.state === 'cancelling'
  return apply({
    payment: back ? { state: 'authorised', trouble: { code: 'cancel-refused', message } } : {},
    intent: {
      id: intent.id,
      state: 'refused',
      ...(event.pspReference ? { pspReference: event.pspReference } : {}),
    },
    follow: back ? ['payment-trouble'] : [],
  })
}
