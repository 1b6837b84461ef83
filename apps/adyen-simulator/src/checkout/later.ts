/**
 * What may befall a payment after all was well: a capture or refund that fails in the end, money
 * that comes back, a capture made good, an authorisation that runs out.
 */

import {
  type Modification,
  type ModificationKind,
  openAmount,
  type Payment,
} from '../state/payment.js'
import type { Happening } from '../webhooks/item.js'
import { modificationHappening } from './announce.js'

export const laterEvents = [
  'CAPTURE_FAILED',
  'RECAPTURE',
  'REFUND_FAILED',
  'REFUNDED_REVERSED',
  'EXPIRE',
] as const

export type LaterEvent = (typeof laterEvents)[number]

export interface Later {
  readonly payment: Payment
  readonly modification?: Modification
  readonly happening: Happening
}

export interface LaterWish {
  readonly event: LaterEvent
  /** Which modification; the latest that fits when not given. */
  readonly pspReference?: string
  readonly reason?: string
}

/** What the event does to the payment, or in words why it cannot happen to it. */
export function befall(
  payment: Payment,
  modifications: readonly Modification[],
  wish: LaterWish,
): Later | string {
  if (wish.event === 'EXPIRE') return expire(payment)
  const { kinds, from, none } = subjects[wish.event]
  const found = modifications.findLast(
    each =>
      kinds.includes(each.kind) &&
      each.state === from &&
      each.action !== 'cancel' &&
      (wish.pspReference === undefined || each.pspReference === wish.pspReference),
  )
  return found ? apply(payment, found, wish) : `${payment.pspReference} has ${none}`
}

interface Subject {
  readonly kinds: readonly ModificationKind[]
  readonly from: Modification['state']
  readonly none: string
}

const subjects: Readonly<Record<Exclude<LaterEvent, 'EXPIRE'>, Subject>> = {
  CAPTURE_FAILED: { kinds: ['capture'], from: 'done', none: 'no capture that could fail' },
  RECAPTURE: { kinds: ['capture'], from: 'undone', none: 'no failed capture to make good' },
  REFUND_FAILED: { kinds: ['refund', 'reversal'], from: 'done', none: 'no refund that could fail' },
  REFUNDED_REVERSED: {
    kinds: ['refund', 'reversal'],
    from: 'done',
    none: 'no refund that could come back',
  },
}

/** CAPTURE_FAILED and its like say `success: true`: this did happen. */
function apply(payment: Payment, found: Modification, wish: LaterWish): Later {
  const { value } = found.amount
  const isRecapture = wish.event === 'RECAPTURE'
  const modification: Modification = { ...found, state: isRecapture ? 'done' : 'undone' }
  const happening: Happening = {
    ...modificationHappening(modification, payment),
    eventCode: isRecapture ? 'CAPTURE' : wish.event,
    success: true,
    reason: wish.reason ?? (isRecapture ? 'Transaction Recaptured' : ''),
  }
  if (wish.event === 'CAPTURE_FAILED' || isRecapture) {
    const moved = isRecapture ? value : -value
    const { captured, released } = payment
    // A failed capture has used its hold up: only Adyen's own recapture brings it back.
    const figures = { captured: captured + moved, released: released - moved }
    return { payment: { ...payment, ...figures }, modification, happening }
  }
  return {
    payment: { ...payment, refunded: payment.refunded - value },
    modification,
    happening,
  }
}

function expire(payment: Payment): Later | string {
  const open = openAmount(payment)
  if (payment.state !== 'authorised' || open === 0) {
    return `${payment.pspReference} holds nothing that could expire`
  }
  return {
    payment: {
      ...payment,
      released: payment.released + open,
      state: payment.captured > 0 ? 'authorised' : 'expired',
    },
    happening: {
      eventCode: 'EXPIRE',
      success: true,
      pspReference: payment.pspReference,
      merchantAccount: payment.merchantAccount,
      merchantReference: payment.reference,
      amount: { currency: payment.amount.currency, value: open },
      reason: '',
      paymentMethod: payment.paymentMethod,
    },
  }
}
