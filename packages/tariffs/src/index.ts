/** OCPI tariff + session facts → rated lines → totals: every door of the pricing engine. */

export type { CostFigure } from './cdr/figures.js'
export { type PricedCase, priceCase, type RefusedCase } from './cdr/price-case.js'
export {
  type CdrFigures,
  type CdrLine,
  type CdrToPrice,
  type CdrWarning,
  type PricedCdr,
  priceCdr,
} from './cdr/price-cdr.js'
export { type CdrContext, type CdrRating, type ReceivedCdr, rateCdr } from './cdr/rate-cdr.js'
export { type CdrOpening, type OpenedCdr, openCdr, rateOpened } from './cdr/rate-under.js'
export * from './compile/compile-tariff.js'
export type { CompiledComponent, CompiledTariff } from './compile/compiled.js'
export {
  type Change,
  type Counterfactual,
  counterfactual,
  shiftFacts,
  type Totals,
  withoutPrice,
} from './explain/counterfactual.js'
export * from './explain/counterfactual-of-cdr.js'
export { type Billed, explainBill } from './explain/explain-bill.js'
export type * from './explain/explanation.js'
export { type ChangedBill, receipt } from './explain/receipt.js'
export { type Language, languages, sayBasis, sayLine } from './explain/say.js'
export { describeExample, exampleFacts } from './lint/example.js'
export {
  type ExampleSession,
  type Finding,
  type FindingCode,
  findingCodes,
  type Stretch,
} from './lint/finding.js'
export * from './lint/lint-tariff.js'
export { lintTogether } from './lint/lint-together.js'
export type { LintOptions } from './lint/site.js'
export { type OcpiVersion, ocpiVersionOf } from './parse/ocpi-version.js'
export * from './parse/parse-tariff.js'
export { courseOf, type SessionCourse } from './periods/course.js'
export * from './plugins/accepted.js'
export { adjust } from './plugins/adjust.js'
export { MissingFigure, resolveFigure } from './plugins/figure.js'
export { pluginInput } from './plugins/plugin-input.js'
export { resolveCuts } from './plugins/resolve-cuts.js'
export { amountAt, nothingTold, type SeriesPoint, type Told } from './plugins/told.js'
export * from './quote/expected-facts.js'
export * from './quote/price-parts.js'
export { exactOf } from './rate/exact-amount.js'
export { rateCourse, rateSession } from './rate/rate-session.js'
export type { ChargingPeriod, PeriodShare, RatedLine, RatedSession } from './rate/rated.js'
export type { Level, Moment } from './restrictions/condition.js'
export * from './session.js'
export * from './tariff.js'
export * from './total/bill.js'
export { capBill } from './total/cap-bill.js'
export { totalBill } from './total/total-bill.js'
