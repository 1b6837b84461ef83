/** Decides POST /payments/{psp}/amountUpdates: at once with Adyen's blob, by webhook without it. */

import type { Modification, Payment } from '../state/payment.js'
import { modificationHappening } from './announce.js'
import type { Decision, Facts } from './decision.js'
import { type Body, optionalText } from './fields.js'
import { amountFor, findPayment, received } from './modify.js'
import { settle } from './outcome.js'
import { newBlob } from './pay.js'

/** The amount is the new total, never the difference. */
export function decideAdjustment(pspReference: string, body: Body, facts: Facts): Decision {
  const payment = findPayment(pspReference, body, facts)
  const amount = amountFor(payment, body)
  const asked = received({ kind: 'adjustment', payment, amount, body }, facts)
  const blob = optionalText(body, 'adjustAuthorisationData', 8192)
  const base = { merchantAccount: asked.merchantAccount, paymentPspReference: pspReference, amount }
  const reference = asked.reference ? { reference: asked.reference } : {}
  const answer = { ...base, ...reference, pspReference: asked.pspReference }
  if (blob === undefined) {
    return {
      status: 201,
      body: { ...answer, status: 'received' },
      records: [{ t: 'modification', modification: asked }],
      happenings: [],
      undecided: asked.pspReference,
    }
  }
  const decided = decideNow(payment, asked, { blob, facts })
  const { adjustAuthorisationData } = decided.payment
  const authorised = decided.modification.state === 'done'
  return {
    status: 201,
    body: { ...answer, status: authorised ? 'authorised' : 'refused', adjustAuthorisationData },
    records: [
      { t: 'payment', payment: decided.payment },
      { t: 'modification', modification: decided.modification },
    ],
    happenings: [modificationHappening(decided.modification, decided.payment)],
  }
}

interface Now {
  readonly blob: string
  readonly facts: Facts
}

interface Decided {
  readonly payment: Payment
  readonly modification: Modification
}

/** Each blob works once: the answer carries the next one. */
function decideNow(payment: Payment, asked: Modification, { blob, facts }: Now): Decided {
  if (blob !== payment.adjustAuthorisationData) {
    const reason = 'The adjustAuthorisationData is not the latest' // Words assumed.
    return {
      payment,
      modification: { ...asked, state: 'refused', reason, decidedAtMs: facts.nowMs },
    }
  }
  const settled = settle(payment, asked, facts.nowMs)
  return {
    payment: { ...settled.payment, adjustAuthorisationData: newBlob(facts) },
    modification: settled.modification,
  }
}
