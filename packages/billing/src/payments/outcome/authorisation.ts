/** What comes of news about an authorisation: granted, refused or run out. Pure. */

import type { PaymentEvent } from '../provider.js'
import type { PaymentState } from '../states.js'
import {
  apply,
  type IntentFacts,
  kept,
  later,
  nothing,
  type Outcome,
  type PaymentFacts,
  type Trouble,
} from './facts.js'

/** A payment, the intent an event answers if it is one of ours, and the event. */
export interface Given {
  readonly payment: PaymentFacts
  readonly intent: IntentFacts | undefined
  readonly event: PaymentEvent
}

const undecided: readonly PaymentState[] = [
  'pending-authorisation',
  'action-required',
  'waiting',
  'uncertain',
]

export function authorised({ payment, intent, event }: Given): Outcome {
  const amountMinor = event.amount.minor
  const samePsp = payment.pspReference === event.pspReference
  if (amountMinor > payment.askedMinor || amountMinor <= 0n) {
    return kept(`It authorises ${amountMinor}, asked was ${payment.askedMinor}`)
  }
  if (payment.state === 'new') return later('Nothing has been asked for yet')
  // A card may be declined and, tried again under the same reference, accepted: the later yes wins.
  if (undecided.includes(payment.state) || payment.state === 'refused') {
    const partly = amountMinor < payment.askedMinor
    return apply({
      payment: {
        state: 'authorised',
        authorisedMinor: amountMinor,
        pspReference: event.pspReference,
        trouble: partly ? partlyAuthorised(amountMinor, payment.askedMinor) : null,
      },
      ...succeeded(intent, event),
      follow: payment.owedMinor === null ? [] : ['collect'],
    })
  }
  if (payment.state === 'cancelled' && !samePsp) {
    return apply({
      payment: {
        state: 'cancelling',
        authorisedMinor: amountMinor,
        pspReference: event.pspReference,
      },
      ...succeeded(intent, event),
      follow: ['cancel-late'],
    })
  }
  if (!samePsp) return kept('A second authorisation under the same reference')
  return amountMinor === payment.authorisedMinor
    ? nothing('Authorised already')
    : kept(`It authorises ${amountMinor}, known was ${payment.authorisedMinor}`)
}

/** A no speaks for its own attempt only and never undoes a yes. */
export function authorisationRefused({ payment, intent, event }: Given): Outcome {
  if (payment.state === 'new') return later('Nothing has been asked for yet')
  if (!undecided.includes(payment.state)) return nothing('No authorisation is open')
  const anotherAttempt =
    payment.pspReference !== null && payment.pspReference !== event.pspReference
  if (anotherAttempt && event.pspReference) return nothing('Another attempt was refused')
  const message = event.reason || 'The provider gave no reason'
  return apply({
    payment: {
      state: 'refused',
      ...(event.pspReference ? { pspReference: event.pspReference } : {}),
      trouble: { code: 'authorisation-refused', message },
    },
    ...(intent && isOpen(intent) ? { intent: { id: intent.id, state: 'refused' } } : {}),
    follow: ['payment-trouble', ...(payment.owedMinor ? (['stored-means'] as const) : [])],
  })
}

/** Only what was not captured runs out (Adyen, EXPIRE). */
export function authorisationExpired({ payment, event }: Given): Outcome {
  if (payment.pspReference !== null && payment.pspReference !== event.pspReference) {
    return nothing('Another authorisation ran out')
  }
  switch (payment.state) {
    case 'authorised':
    case 'cancelling': {
      const owing = payment.owedMinor !== null && payment.owedMinor > 0n
      const message = 'The authorisation ran out before it was captured'
      return apply({
        payment: { state: 'expired', ...(owing ? { trouble: { code: 'expired', message } } : {}) },
        follow: owing ? ['payment-trouble'] : [],
      })
    }
    case 'new':
    case 'capturing':
    case 'adjusting':
      return later('A change to this authorisation is still open')
    default:
      return undecided.includes(payment.state)
        ? later('The authorisation itself is still open')
        : nothing('Nothing is left to run out')
  }
}

/** Whether the provider has still to say the last word on an intent. */
export function isOpen(intent: IntentFacts): boolean {
  return ['requested', 'sent', 'uncertain'].includes(intent.state)
}

function succeeded(intent: IntentFacts | undefined, event: PaymentEvent) {
  if (!intent || intent.state === 'succeeded') return {}
  return {
    intent: { id: intent.id, state: 'succeeded' as const, pspReference: event.pspReference },
  }
}

function partlyAuthorised(amountMinor: bigint, askedMinor: bigint): Trouble {
  return {
    code: 'partly-authorised',
    message: `Only ${amountMinor} of ${askedMinor} minor units were authorised`,
  }
}
