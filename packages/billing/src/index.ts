/**
 * The core billing package: operators, tariffs, sessions, invoices, payments and refunds. Its
 * doors.
 */

export * from './authority.js'
export * from './backtests/backtest.entity.js'
export * from './backtests/backtest-share.entity.js'
export { type CancelInput, cancelBacktest } from './backtests/cancel.js'
export type { Amounts, FailedPlugin, PlainLine } from './backtests/change.js'
export { type BilledSession, readBilled } from './backtests/read-page.js'
export { countDrivers, type DriverCounts, locationsMoved } from './backtests/read-shares.js'
export { failBacktest, runBacktest, type Stride } from './backtests/run.js'
export { amountEdgesMinor, type Bar, barsOf, shareEdgesBp } from './backtests/spread.js'
export { type BacktestInput, type BacktestScope, startBacktest } from './backtests/start.js'
export type * from './backtests/tally.js'
export { emptyTally } from './backtests/tally.js'
export * from './canonical.js'
export * from './core.js'
export * from './drivers/driver.entity.js'
export * from './drivers/driver-person.entity.js'
export * from './drivers/payment-method.entity.js'
export * from './drivers/register.js'
export { entities } from './entities.js'
export * from './facts/coupon.entity.js'
export * from './facts/coupon-claim.entity.js'
export { type CouponsInput, createCoupons } from './facts/create-coupons.js'
export * from './facts/membership.entity.js'
export * from './facts/price-series.entity.js'
export * from './facts/price-series-point.entity.js'
export {
  type EndMembershipInput,
  endMembership,
  type MembershipInput,
  putMembership,
} from './facts/put-membership.js'
export {
  type PricePoint,
  type PriceSeriesInput,
  type PutSeries,
  putPriceSeries,
} from './facts/put-price-series.js'
export { type Answers, type Question, questionsOf, toldOf } from './facts/questions.js'
export {
  type PointsAsked,
  readPricePoints,
  type StandingPoint,
} from './facts/read-price-points.js'
export {
  type TellAsk,
  type Tellable,
  type ToldAll,
  tellForBill,
  tellProvisionally,
} from './facts/tell.js'
export * from './facts/token-type.js'
export { type Settlement, settleCoupon } from './facts/use-coupon.js'
export { type BillResult, billSessions } from './invoices/bill-sessions.js'
export * from './invoices/invoice.entity.js'
export * from './invoices/invoice-line.entity.js'
export * from './invoices/invoice-session.entity.js'
export * from './invoices/invoice-tax.entity.js'
export * from './invoices/read-invoices.js'
export * from './keys/api-key.entity.js'
export * from './keys/authenticate.js'
export { createKey, issueKey, type NewKey } from './keys/create.js'
export * from './keys/revoke.js'
export * from './money.js'
export { type OperatorNotices, setOperatorNotices } from './notices/set-operator-notices.js'
export * from './once.js'
export * from './operators/add.js'
export * from './operators/operator.entity.js'
export * from './operators/partner.entity.js'
export * from './outbox/emit.js'
export * from './outbox/idempotency-key.entity.js'
export * from './outbox/outbox-event.entity.js'
export * from './payments/provider.js'
export { type LiftInput, liftPluginSuspension } from './plugin-failures/lift.js'
export { type MendInput, mendPlugin } from './plugin-failures/mend.js'
export * from './plugin-failures/mending.entity.js'
export type { MendingAmounts, MendingTally } from './plugin-failures/mending-tally.js'
export { emptyMending } from './plugin-failures/mending-tally.js'
export * from './plugin-failures/plugin-suspension.entity.js'
export { failMending, runMending } from './plugin-failures/run-mending.js'
export { uploadBytesAtMost } from './plugins/check-upload.js'
export * from './plugins/gate.js'
export { judgePublication } from './plugins/judge.js'
export * from './plugins/plugin-publication.entity.js'
export * from './plugins/plugin-version.entity.js'
export * from './plugins/register.js'
export * from './plugins/runner.js'
export { type Submission, submitPlugin } from './plugins/submit.js'
export { type ApproveInput, approvePriceList } from './price-lists/approve.js'
export {
  type Assigned,
  type Assignment,
  assignKnownPriceList,
  assignPriceList,
  type ListAssignment,
} from './price-lists/assign.js'
export { type Moment, shadowListsAt } from './price-lists/choose.js'
export * from './price-lists/connector-group.entity.js'
export { type DraftInput, draftPriceList } from './price-lists/draft.js'
export * from './price-lists/driver-group.entity.js'
export { type EditInput, editPriceList, type ParamsEdit } from './price-lists/edit.js'
export { explainPriceLists, type ListCandidate } from './price-lists/explain.js'
export {
  changeGroup,
  type GroupChange,
  type GroupKind,
  makeGroup,
  type NewGroup,
} from './price-lists/groups.js'
export { membersAt } from './price-lists/members.js'
export type { Judged, Verdict } from './price-lists/order.js'
export * from './price-lists/price-list.entity.js'
export * from './price-lists/price-list-assignment.entity.js'
export * from './price-lists/price-list-plugin.entity.js'
export { type RollBackInput, type RolledBack, rollBackPriceList } from './price-lists/roll-back.js'
export { type AssignmentState, assignmentStates, stateOf } from './price-lists/state.js'
export { type Target, wholeTarget } from './price-lists/target.js'
export { type WithdrawInput, withdrawPriceList } from './price-lists/withdraw.js'
export { livePrice, reRate } from './pricing/price-as-of.js'
export * from './pricing/say-stored.js'
export * from './pricing/stored-bill.js'
export type { QuoteInput } from './quotes/check-expectation.js'
export { pricePerKwh, type ShownPrice, type ShownPrices } from './quotes/prices.js'
export type { PricePromise } from './quotes/promise.js'
export * from './quotes/quote.entity.js'
export { type Quoted, quote } from './quotes/quote.js'
export * from './refusal.js'
export type { EncryptedCard } from './sessions/choose-means.js'
export { type DecideHeldInput, decideHeldSession } from './sessions/decide-held.js'
export { type ExpireInput, expireReservation } from './sessions/expire-reservation.js'
export * from './sessions/import.js'
export * from './sessions/irregularity.entity.js'
export { markUnbilled } from './sessions/mark-unbilled.js'
export * from './sessions/meter-reading.entity.js'
export type { EnergyUnit, RegisterValue } from './sessions/read-register.js'
export { type ReadingsInput, recordMeterReadings } from './sessions/record-readings.js'
export * from './sessions/release.js'
export * from './sessions/session.entity.js'
export { type StartInput, startSession } from './sessions/start.js'
export * from './sessions/states.js'
export { type StopInput, stopSession } from './sessions/stop.js'
export * from './shadows/shadow-result.entity.js'
export * from './shadows/shadow-tally.entity.js'
export { priceShadows } from './shadows/sweep.js'
export type { PublicJwk } from './signing/jws.js'
export * from './signing/open-signer.js'
export { publicKeys } from './signing/public-keys.js'
export * from './signing/signing-key.entity.js'
export * from './sites/add.js'
export * from './sites/connector.entity.js'
export * from './sites/location.entity.js'
export * from './tariffs/publish.js'
export * from './tariffs/tariff-version.entity.js'
export * from './why/compare.js'
export { type Otherwise, type WhatIf, whatIf } from './why/what-if.js'
export { type Charge, whyCharged } from './why/why-charged.js'
