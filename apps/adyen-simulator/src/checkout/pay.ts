/** Decides POST /payments: a new authorisation, its answer and its AUTHORISATION notification. */

import type { Payment } from '../state/payment.js'
import type { JournalRecord } from '../state/records.js'
import { authorisationHappening } from './authorisation.js'
import type { Decision, Facts } from './decision.js'
import { refuse } from './error.js'
import {
  type Body,
  isBody,
  optionalText,
  readAmount,
  readMerchantAccount,
  readTexts,
  requiredText,
} from './fields.js'
import { type Means, readMeans } from './means.js'
import { type Stored, storeCard } from './tokens.js'

type Texts = Readonly<Record<string, string>>

/** @throws CheckoutError when the request is no payment */
export function decidePayment(body: Body, facts: Facts): Decision {
  const merchantAccount = readMerchantAccount(body, facts.account.merchantAccounts)
  const amount = readAmount(body, 0)
  const reference = requiredText(body, 'reference', 80)
  if (!optionalText(body, 'returnUrl', 1024)) throw refuse.returnUrl()
  checkMetadata(body)
  const asked = readTexts(body, 'additionalData')
  failAsAsked(asked.RequestedTestErrorResponseCode)
  const means = readMeans(body, asked.RequestedTestAcquirerResponseCode, facts)
  const isGood = means.fate.outcome.resultCode === 'Authorised'
  const stored = isGood ? storeAsAsked(body, means, facts) : undefined
  const authorised = authorisedValue(amount.value, means, asked)
  const payment = newPayment({
    base: { merchantAccount, reference, amount, authorised },
    asked,
    means,
    facts,
    extra: { ...readMetadata(body), ...tokenData(stored) },
  })
  return {
    status: 200,
    body: answer(payment, means),
    records: recordsOf(payment, means, stored),
    happenings: payment.state === 'waiting' ? [] : [authorisationHappening(payment)],
    ...(payment.state === 'waiting' ? { undecided: payment.pspReference } : {}),
  }
}

interface Draft {
  readonly base: Pick<Payment, 'merchantAccount' | 'reference' | 'amount' | 'authorised'>
  readonly asked: Texts
  readonly means: Means
  readonly facts: Facts
  readonly extra: Texts
}

function newPayment({ base, asked, means, facts, extra }: Draft): Payment {
  const { outcome, armed } = means.fate
  const authCode = facts.newReference().slice(0, 6)
  const { lastFour, expiryMonth, expiryYear } = means.card
  const isGood = outcome.resultCode === 'Authorised'
  const isRefused = !isGood && outcome.resultCode !== 'Received'
  const preAuthorised = asked.authorisationType === 'PreAuth'
  const autoCaptured = isGood && facts.account.autoCapture && asked.manualCapture !== 'true'
  const isPartial = isGood && base.authorised < base.amount.value
  return {
    pspReference: facts.newReference(),
    ...base,
    state: isGood ? 'authorised' : isRefused ? 'refused' : 'waiting',
    captured: autoCaptured ? base.authorised : 0,
    refunded: 0,
    released: 0,
    preAuthorised,
    multiplePartialCaptures: facts.account.multiplePartialCaptures,
    autoCaptured,
    paymentMethod: means.brand,
    authorisationReason: isRefused
      ? outcome.reason
      : `${authCode}:${lastFour}:${expiryMonth.padStart(2, '0')}/${expiryYear}`,
    additionalData: {
      authCode,
      cardSummary: lastFour,
      expiryDate: `${Number(expiryMonth)}/${expiryYear}`,
      ...(isPartial ? partialData(base) : {}),
      ...extra,
    },
    ...(isGood && preAuthorised ? { adjustAuthorisationData: newBlob(facts) } : {}),
    ...(armed ? { armed } : {}),
    createdAtMs: facts.nowMs,
  }
}

function partialData({ authorised, amount }: Draft['base']): Texts {
  return {
    authorisedAmountValue: String(authorised),
    authorisedAmountCurrency: amount.currency,
  }
}

/** An opaque text, as long as it need be to look like one. */
export function newBlob({ newReference }: Facts): string {
  return `BQABAQ${newReference()}${newReference()}==`
}

/** Half, when the issuer approves a part and the request allows it; nothing when it refuses. */
function authorisedValue(asked: number, { fate }: Means, data: Texts): number {
  if (fate.outcome.resultCode !== 'Authorised') return 0
  const isPartial = fate.outcome.name === 'PARTIALLY_APPROVED' && data.allowPartialAuth === 'true'
  return isPartial ? Math.floor(asked / 2) : asked
}

function storeAsAsked(body: Body, means: Means, facts: Facts): Stored | undefined {
  if (body.storePaymentMethod !== true || means.token || !('print' in means.card)) return undefined
  const shopperReference = requiredText(body, 'shopperReference')
  const merchantAccount = requiredText(body, 'merchantAccount')
  return storeCard(means.card, { merchantAccount, shopperReference }, facts)
}

function tokenData(stored: Stored | undefined): Texts {
  if (!stored) return {}
  return {
    'tokenization.shopperReference': stored.token.shopperReference,
    'tokenization.storedPaymentMethodId': stored.token.id,
    'tokenization.store.operationType': stored.operation,
    'recurring.recurringDetailReference': stored.token.id,
  }
}

function recordsOf(payment: Payment, means: Means, stored?: Stored): JournalRecord[] {
  const records: JournalRecord[] = [{ t: 'payment', payment }]
  if (stored?.operation === 'created') records.push({ t: 'token', token: stored.token })
  if (means.token && means.token.nextOutcomes.length > 0) {
    const nextOutcomes = means.token.nextOutcomes.slice(1)
    records.push({ t: 'token', token: { ...means.token, nextOutcomes } })
  }
  return records
}

function answer(payment: Payment, { fate, brand }: Means): object {
  const { outcome, rawReason } = fate
  const { pspReference, reference, amount, additionalData, adjustAuthorisationData } = payment
  const isGood = payment.state === 'authorised'
  const isPartial = additionalData.authorisedAmountValue !== undefined
  const isRefused = payment.state === 'refused'
  return {
    pspReference,
    resultCode: isPartial ? 'PartiallyAuthorised' : outcome.resultCode,
    merchantReference: reference,
    amount,
    ...(isGood ? { paymentMethod: { brand, type: 'scheme' } } : {}),
    ...(isRefused
      ? { refusalReason: outcome.reason, refusalReasonCode: String(outcome.code) }
      : {}),
    additionalData: {
      ...additionalData,
      paymentMethod: brand,
      paymentMethodVariant: brand,
      ...(rawReason ? { refusalReasonRaw: rawReason } : {}),
      ...(adjustAuthorisationData ? { adjustAuthorisationData } : {}),
    },
  }
}

/** `RequestedTestErrorResponseCode`: the acquirer could not be reached, or its answer was lost. */
function failAsAsked(code: string | undefined): void {
  if (code === 'NO_CONNECTION_AVAILABLE') throw refuse.noConnection()
  if (code === 'IOEXCEPTION_RECEIVED') throw refuse.connectionLost()
}

function checkMetadata(body: Body): void {
  const { metadata } = body
  if (!isBody(metadata)) return
  const pairs = Object.entries(metadata)
  const fit = pairs.every(([key, value]) => key.length <= 20 && String(value).length <= 80)
  if (pairs.length > 20 || !fit) throw refuse.metadata()
}

function readMetadata(body: Body): Texts {
  const pairs = Object.entries(readTexts(body, 'metadata'))
  return Object.fromEntries(pairs.map(([key, value]) => [`metadata.${key}`, value]))
}
