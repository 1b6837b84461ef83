/** Finds the intent an event answers: by the provider's reference, else by ours. */

import type { PaymentEvent } from '../provider.js'
import type { IntentKind } from '../states.js'
import type { IntentFacts } from './facts.js'

const kindsByEvent: Readonly<Record<PaymentEvent['kind'], readonly IntentKind[]>> = {
  authorised: ['authorise'],
  'authorisation-refused': ['authorise'],
  'authorisation-expired': ['authorise'],
  captured: ['capture'],
  'capture-refused': ['capture'],
  'capture-failed': ['capture'],
  cancelled: ['cancel', 'technical-cancel'],
  'cancel-refused': ['cancel', 'technical-cancel'],
  refunded: ['refund'],
  'refund-refused': ['refund'],
  'refund-failed': ['refund'],
  'refund-reversed': ['refund'],
  other: [],
}

/**
 * Undefined when none of ours fits: somebody else asked for it.
 *
 * Our own reference counts only while the intent has no reference of the provider's, or after a
 * failure (a repeated capture may come under a new one). Otherwise a second operation would pass
 * for the first.
 */
export function matchIntent(
  intents: readonly IntentFacts[],
  event: PaymentEvent,
): IntentFacts | undefined {
  const candidates = intents.filter(({ kind }) => kindsByEvent[event.kind].includes(kind))
  return (
    candidates.find(({ pspReference }) => pspReference === event.pspReference) ??
    candidates.find(
      intent =>
        intent.reference === event.merchantReference &&
        (intent.pspReference === null || intent.state === 'failed'),
    )
  )
}
