/**
 * Decides the requests that change a payment: each is taken with `received`, whatever will become
 * of it; only a missing payment, a wrong account or a misshapen amount is refused at once.
 */

import {
  type Amount,
  type Modification,
  type ModificationKind,
  modificationAmount,
  openAmount,
  type Payment,
} from '../state/payment.js'
import type { Decision, Facts } from './decision.js'
import { refuse } from './error.js'
import { type Body, optionalText, readAmount, readMerchantAccount, requiredText } from './fields.js'

/** Captures, cancels, refunds and reversals of a payment known by its pspReference. */
export function decideModification(
  kind: Exclude<ModificationKind, 'technical-cancel' | 'adjustment'>,
  request: { readonly pspReference: string; readonly body: Body },
  facts: Facts,
): Decision {
  const payment = findPayment(request.pspReference, request.body, facts)
  const withAmount = kind === 'capture' || kind === 'refund'
  const amount = withAmount ? amountFor(payment, request.body) : wholeAmount(kind, payment)
  const modification = received({ kind, payment, amount, body: request.body }, facts)
  return taken(modification, {
    paymentPspReference: payment.pspReference,
    ...(withAmount ? { amount } : {}),
  })
}

/** POST /cancels: by our own reference of the payment, which may be one nobody knows. */
export function decideTechnicalCancel(body: Body, facts: Facts): Decision {
  const merchantAccount = readMerchantAccount(body, facts.account.merchantAccounts)
  const paymentReference = requiredText(body, 'paymentReference', 80)
  const payment = facts.state.paymentByReference(merchantAccount, paymentReference)
  const modification: Modification = {
    pspReference: facts.newReference(),
    kind: 'technical-cancel',
    merchantAccount,
    reference: optionalText(body, 'reference', 80) ?? '',
    ...(payment ? { paymentPspReference: payment.pspReference } : {}),
    amount: payment ? payment.amount : { currency: 'EUR', value: 0 },
    state: 'received',
    reason: '',
    requestedAtMs: facts.nowMs,
  }
  return taken(modification, { paymentReference })
}

/** The payment of the path; it must belong to the merchant account of the body. */
export function findPayment(pspReference: string, body: Body, { state, account }: Facts): Payment {
  const merchantAccount = readMerchantAccount(body, account.merchantAccounts)
  const payment = state.payments.get(pspReference)
  if (payment?.merchantAccount !== merchantAccount) throw refuse.unknownPayment()
  return payment
}

export function amountFor(payment: Payment, body: Body): Amount {
  const amount = readAmount(body, 1)
  if (amount.currency !== payment.amount.currency) throw refuse.otherCurrency()
  return amount
}

/** A cancel lets go of all that is held; a reversal takes all that was paid back. */
function wholeAmount(kind: ModificationKind, payment: Payment): Amount {
  const whole = kind === 'cancel' ? openAmount(payment) : payment.captured - payment.refunded
  return modificationAmount(payment, whole > 0 ? whole : payment.amount.value)
}

interface Asked {
  readonly kind: ModificationKind
  readonly payment: Payment
  readonly amount: Amount
  readonly body: Body
}

export function received({ kind, payment, amount, body }: Asked, facts: Facts): Modification {
  return {
    pspReference: facts.newReference(),
    kind,
    merchantAccount: payment.merchantAccount,
    reference: optionalText(body, 'reference', 80) ?? '',
    paymentPspReference: payment.pspReference,
    amount,
    state: 'received',
    reason: '',
    requestedAtMs: facts.nowMs,
  }
}

function taken(modification: Modification, answer: object): Decision {
  const { merchantAccount, pspReference, reference } = modification
  return {
    status: 201,
    body: {
      merchantAccount,
      ...answer,
      pspReference,
      ...(reference ? { reference } : {}),
      status: 'received',
    },
    records: [{ t: 'modification', modification }],
    happenings: [],
    undecided: pspReference,
  }
}
