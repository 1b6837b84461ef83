/** Writes an authorisation as Adyen's PaymentRequest, and reads the answer to it. */

import type { PaymentRequest } from '@adyen/api-library/lib/src/typings/checkout/paymentRequest.js'
import type { AuthoriseAnswer, AuthoriseRequest, PaymentMeans } from '@wattline/billing'
import type { Money } from '@wattline/units'

import { AmountFault, fromAdyenAmount, toAdyenAmount } from './amount.js'

/** @throws AmountFault when Adyen cannot express the amount */
export function writePayment(request: AuthoriseRequest): PaymentRequest {
  const { merchantAccount, reference, returnUrl, metadata } = request
  const isHold = request.type === 'pre'
  const payment = {
    merchantAccount,
    reference,
    returnUrl,
    amount: toAdyenAmount(request.amount),
    ...writeMeans(request.means),
    additionalData: {
      authorisationType: isHold ? 'PreAuth' : 'FinalAuth',
      // Captured by an intent of its own, whatever the account's settings say.
      manualCapture: 'true',
      // A smaller hold is of use (it caps the session); a smaller final payment is not.
      ...(isHold ? { allowPartialAuth: 'true' } : {}),
    },
    ...(metadata === undefined ? {} : { metadata: { ...metadata } }),
  }
  // The library types closed lists as enums; the strings on the wire are the same.
  return payment as PaymentRequest
}

/**
 * Who is there decides the model (docs.adyen.com, "Tokenization"): card schemes ask for the
 * truth.
 */
function writeMeans(means: PaymentMeans) {
  if (means.kind === 'stored') {
    const { storedPaymentMethodId, shopperReference, driverPresent } = means
    return {
      paymentMethod: { type: 'scheme', storedPaymentMethodId },
      shopperReference,
      shopperInteraction: 'ContAuth',
      recurringProcessingModel: driverPresent ? 'CardOnFile' : 'UnscheduledCardOnFile',
    }
  }
  const { encryptedCardNumber, encryptedExpiryMonth, encryptedExpiryYear } = means
  const { encryptedSecurityCode, holderName, shopperReference, store } = means
  return {
    paymentMethod: {
      type: 'scheme',
      encryptedCardNumber,
      encryptedExpiryMonth,
      encryptedExpiryYear,
      encryptedSecurityCode,
      ...(holderName === undefined ? {} : { holderName }),
    },
    shopperReference,
    shopperInteraction: 'Ecommerce',
    // The wider consent: with it the card can also be charged while the driver is not there.
    ...(store
      ? { storePaymentMethod: true, recurringProcessingModel: 'UnscheduledCardOnFile' }
      : {}),
  }
}

/** The parts of Adyen's PaymentResponse that are read. Nothing in it is taken for granted. */
export interface PaymentAnswer {
  readonly pspReference?: string
  readonly resultCode?: string
  readonly refusalReason?: string
  readonly refusalReasonCode?: string
  readonly amount?: { readonly currency: string; readonly value: number } | null
  readonly paymentMethod?: { readonly brand?: string; readonly type?: string } | null
  readonly additionalData?: Readonly<Record<string, string>>
}

const refusals = ['Refused', 'Cancelled', 'Error']
const toComeLater = ['Pending', 'Received', 'PresentToShopper']
const wantsDriver = ['RedirectShopper', 'IdentifyShopper', 'ChallengeShopper']

/** @param asked the amount that was asked for, in case the answer names none */
export function readPaymentAnswer(answer: PaymentAnswer, asked: Money): AuthoriseAnswer {
  const { resultCode = '', pspReference } = answer
  const psp = pspReference ? { pspReference } : {}
  if (refusals.includes(resultCode)) {
    const { refusalReasonCode: code = '-', refusalReason: reason = '' } = answer
    return { kind: 'refused', code: `${resultCode}/${code}`, reason, ...psp }
  }
  if (wantsDriver.includes(resultCode)) {
    const reason = 'The issuer wants the driver to authenticate.'
    return { kind: 'refused', code: `${resultCode}/38`, reason, ...psp }
  }
  if (toComeLater.includes(resultCode)) return { kind: 'waiting', ...psp }
  const isGood = resultCode === 'Authorised' || resultCode === 'PartiallyAuthorised'
  if (!isGood || !pspReference) {
    return { kind: 'unknown', cause: `resultCode ${resultCode || 'missing'} without a known end` }
  }
  const amount = readAuthorisedAmount(answer, asked)
  // Reserved, but nobody said how much: the webhook will.
  if (!amount) return { kind: 'waiting', pspReference }
  return { kind: 'authorised', pspReference, amount, ...readMethod(answer) }
}

function readAuthorisedAmount(answer: PaymentAnswer, asked: Money): Money | undefined {
  const { authorisedAmountValue, authorisedAmountCurrency } = answer.additionalData ?? {}
  if (authorisedAmountValue !== undefined && authorisedAmountCurrency !== undefined) {
    const isWhole = /^\d{1,16}$/.test(authorisedAmountValue)
    return isWhole ? readAmount(Number(authorisedAmountValue), authorisedAmountCurrency) : undefined
  }
  if (answer.resultCode === 'PartiallyAuthorised') return undefined
  return answer.amount ? readAmount(answer.amount.value, answer.amount.currency) : asked
}

function readAmount(value: number, currency: string): Money | undefined {
  try {
    return fromAdyenAmount({ value, currency })
  } catch (fault) {
    if (fault instanceof AmountFault) return undefined
    throw fault
  }
}

function readMethod({ additionalData, paymentMethod }: PaymentAnswer) {
  const storedPaymentMethodId = additionalData?.['tokenization.storedPaymentMethodId']
  const brand = paymentMethod?.brand ?? paymentMethod?.type
  return {
    ...(storedPaymentMethodId ? { storedPaymentMethodId } : {}),
    ...(brand ? { paymentMethod: brand } : {}),
  }
}
