/** The doors of payments, webhooks, refunds and notices. */

import { Notice } from './notices/notice.entity.js'
import { Payment } from './payments/payment.entity.js'
import { PaymentIntent } from './payments/payment-intent.entity.js'
import { Refund } from './refunds/refund.entity.js'
import { Webhook } from './webhooks/webhook.entity.js'

export { type NoticeKind, noticeKinds, operatorNoticeKinds } from './notices/notice.entity.js'
export { type AddressRules, isPublicAddress, noticeAddressFault } from './notices/notice-address.js'
export type { Notifier, OutgoingNotice } from './notices/notifier.js'
export { sendNotice } from './notices/send.js'
export { askProvider } from './payments/ask-provider.js'
export { collect } from './payments/collect.js'
export { merchantReferenceOf, requestHold } from './payments/hold.js'
export { nextMove } from './payments/next-move.js'
export type { Facts, Outcome } from './payments/outcome/facts.js'
export { outcomeOf } from './payments/outcome/outcome.js'
export { type RetryPaymentInput, retryPayment } from './payments/retry.js'
export {
  type IntentKind,
  type IntentState,
  intentStates,
  type PaymentState,
  paymentStates,
} from './payments/states.js'
export { type ClaimInput, claimRefund } from './refunds/claim.js'
export { type DecideInput, decideRefund } from './refunds/decide.js'
export { decideClaim } from './refunds/decide-claim.js'
export { type Finding, type FindingCode, type StoredEvidence, weigh } from './refunds/evidence.js'
export {
  decide as decideByRules,
  defaultRefundPolicy,
  type RefundPolicy,
  type StoredDecision,
} from './refunds/policy.js'
export { refundableMinor, restMinor } from './refunds/refundable.js'
export { type RetryInput, retryRefund } from './refunds/retry.js'
export { type RefundCause, type RefundState, refundCauses, refundStates } from './refunds/states.js'
export { applyWebhooks } from './webhooks/apply.js'
export {
  type AskAgainOptions,
  askAgain,
  type JanitorTurn,
  type NeedsPerson,
} from './webhooks/ask-again.js'
export { type ReceivedItem, receiveWebhook } from './webhooks/receive.js'
export { Notice, Payment, PaymentIntent, Refund, Webhook }
