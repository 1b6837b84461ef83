/**
 * The payment provider port, spoken to Adyen: one call each, one answer each, never an
 * exception.
 */

import type {
  AuthoriseAnswer,
  AuthoriseRequest,
  ModificationAnswer,
  PaymentProvider,
  Refused,
  Unknown,
} from '@wattline/billing'

import { AmountFault, toAdyenAmount } from './amount.js'
import { readPaymentAnswer, writePayment } from './authorise.js'
import { AdyenCallFailed, AdyenHttp, type CallSeen } from './client.js'
import type { AdyenConfig } from './config.js'
import { guardAsk, guardMetadata, guardPspReference, guardReference } from './guard.js'
import { type Checkout, loadCheckout } from './library.js'

export interface AdyenProvider extends PaymentProvider {
  /** Lets idle connections go. */
  close(): void
}

/** @throws Error naming every fault of the configuration */
export function createAdyenProvider(
  config: AdyenConfig,
  onCall?: (seen: CallSeen) => void,
): AdyenProvider {
  const http = new AdyenHttp(config, onCall)
  let loaded: Promise<Checkout> | undefined
  const checkout = () => {
    loaded ??= loadCheckout(config, http)
    return loaded
  }
  return {
    authorise: request => authorise(checkout, request),
    capture: request =>
      modify(request, async options => {
        guardPspReference(request.paymentPspReference)
        const { merchantAccount, reference, paymentPspReference } = request
        const body = { merchantAccount, reference, amount: toAdyenAmount(request.amount) }
        const { modifications } = await checkout()
        return modifications.captureAuthorisedPayment(paymentPspReference, body, options)
      }),
    cancel: request =>
      modify(request, async options => {
        guardPspReference(request.paymentPspReference)
        const { merchantAccount, reference, paymentPspReference: psp } = request
        const body = { merchantAccount, reference }
        const { modifications } = await checkout()
        return modifications.cancelAuthorisedPaymentByPspReference(psp, body, options)
      }),
    technicalCancel: request =>
      modify(request, async options => {
        guardReference(request.paymentReference)
        const { merchantAccount, reference, paymentReference } = request
        const body = { merchantAccount, reference, paymentReference }
        const { modifications } = await checkout()
        return modifications.cancelAuthorisedPayment(body, options)
      }),
    refund: request =>
      modify(request, async options => {
        guardPspReference(request.paymentPspReference)
        const { merchantAccount, reference, paymentPspReference } = request
        const body = { merchantAccount, reference, amount: toAdyenAmount(request.amount) }
        const { modifications } = await checkout()
        return modifications.refundCapturedPayment(paymentPspReference, body, options)
      }),
    close: () => http.close(),
  }
}

async function authorise(
  checkout: () => Promise<Checkout>,
  request: AuthoriseRequest,
): Promise<AuthoriseAnswer> {
  guardAsk(request)
  guardMetadata(request.metadata ?? {})
  try {
    const payment = writePayment(request)
    const { payments } = await checkout()
    const answer = await payments.payments(payment, optionsFor(request))
    return readPaymentAnswer(answer, request.amount)
  } catch (fault) {
    return readFailure(fault)
  }
}

type Ask = Parameters<typeof guardAsk>[0]
type CallOptions = ReturnType<typeof optionsFor>

/** What every modification answers with: it was taken, its outcome comes by webhook. */
interface Taken {
  readonly pspReference?: string
  readonly status?: string
}

async function modify(
  ask: Ask,
  call: (options: CallOptions) => Promise<Taken>,
): Promise<ModificationAnswer> {
  guardAsk(ask)
  try {
    const { pspReference, status } = await call(optionsFor(ask))
    if (pspReference && status === 'received') return { kind: 'accepted', pspReference }
    return { kind: 'unknown', cause: `an answer with status ${status ?? 'missing'}` }
  } catch (fault) {
    return readFailure(fault)
  }
}

/** A fresh object per call: the library writes into it. */
function optionsFor({ idempotencyKey }: Ask) {
  return { idempotencyKey }
}

/** @throws what is neither an answer nor its absence: a bug of ours */
function readFailure(fault: unknown): Refused | Unknown {
  if (fault instanceof AmountFault) {
    return { kind: 'refused', code: 'local/amount', reason: fault.message }
  }
  if (!(fault instanceof AdyenCallFailed)) throw fault
  const { outcome, message, details } = fault
  if (outcome !== 'refused') return { kind: 'unknown', cause: `${outcome}: ${message}` }
  const { code = '-', pspReference } = details
  return {
    kind: 'refused',
    code,
    reason: message,
    ...(pspReference === undefined ? {} : { pspReference }),
  }
}
