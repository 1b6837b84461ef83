/** Puts a webhook item into our words. */

import type { PaymentEvent } from '@wattline/billing'
import { money } from '@wattline/units'

import { AmountFault, fromAdyenAmount } from './amount.js'
import type { NotificationItem, WrittenAmount } from './item.js'

type Kind = PaymentEvent['kind']

/** What an event code means when `success` is true, and when it is false. */
type Meaning = readonly [whenTrue: Kind, whenFalse: Kind]

/**
 * Codes that only tell of what did happen say `success: true`; their false has no meaning.
 * Adyen adds codes at will: one that is not here is `other`.
 */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['AUTHORISATION', ['authorised', 'authorisation-refused']],
  ['CAPTURE', ['captured', 'capture-refused']],
  ['CAPTURE_FAILED', ['capture-failed', 'other']],
  ['CANCELLATION', ['cancelled', 'cancel-refused']],
  ['TECHNICAL_CANCEL', ['cancelled', 'cancel-refused']],
  ['EXPIRE', ['authorisation-expired', 'other']],
  ['REFUND', ['refunded', 'refund-refused']],
  ['REFUND_FAILED', ['refund-failed', 'other']],
  ['REFUNDED_REVERSED', ['refund-reversed', 'other']],
])

/** CANCEL_OR_REFUND says in `modification.action` which of the two it became. */
const meaningOfReversal: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['cancel', ['cancelled', 'cancel-refused']],
  ['refund', ['refunded', 'refund-refused']],
])

/** An amount that cannot be read makes an event with a fault: it is kept and a person sees it. */
export function readEvent(item: NotificationItem): PaymentEvent {
  const { eventCode, pspReference, originalReference, merchantReference, reason } = item
  return {
    kind: kindOf(item),
    eventCode,
    pspReference,
    ...(originalReference ? { originalReference } : {}),
    merchantReference,
    merchantAccount: item.merchantAccountCode,
    ...amountOf(item.amount),
    reason,
    occurredAt: item.eventDate,
    live: item.live,
  }
}

function amountOf({ value, currency }: WrittenAmount): Pick<PaymentEvent, 'amount' | 'fault'> {
  const nothing = money(0n, currency)
  if (value === undefined) return { amount: nothing, fault: 'its amount is incomplete' }
  try {
    return { amount: fromAdyenAmount({ value, currency }) }
  } catch (fault) {
    if (fault instanceof AmountFault) return { amount: nothing, fault: fault.message }
    throw fault
  }
}

function kindOf({ eventCode, success, additionalData }: NotificationItem): Kind {
  const action = additionalData['modification.action'] ?? ''
  const meaning =
    eventCode === 'CANCEL_OR_REFUND' ? meaningOfReversal.get(action) : meanings.get(eventCode)
  if (!meaning) return 'other'
  const [whenTrue, whenFalse] = meaning
  return success ? whenTrue : whenFalse
}
