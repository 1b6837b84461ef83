/** Every table of the core as TypeORM knows it: what a data source is opened with. */

import { ledgerEntities } from '@wattline/ledger'

import { Backtest } from './backtests/backtest.entity.js'
import { BacktestShare } from './backtests/backtest-share.entity.js'
import { Driver } from './drivers/driver.entity.js'
import { DriverPerson } from './drivers/driver-person.entity.js'
import { PaymentMethod } from './drivers/payment-method.entity.js'
import { AllowanceClaim } from './facts/allowance-claim.entity.js'
import { Coupon } from './facts/coupon.entity.js'
import { CouponClaim } from './facts/coupon-claim.entity.js'
import { Membership } from './facts/membership.entity.js'
import { PriceSeries } from './facts/price-series.entity.js'
import { PriceSeriesPoint } from './facts/price-series-point.entity.js'
import { SessionTold } from './facts/session-told.entity.js'
import { Invoice } from './invoices/invoice.entity.js'
import { InvoiceLine } from './invoices/invoice-line.entity.js'
import { InvoiceSeries } from './invoices/invoice-series.entity.js'
import { InvoiceSession } from './invoices/invoice-session.entity.js'
import { InvoiceTax } from './invoices/invoice-tax.entity.js'
import { ApiKey } from './keys/api-key.entity.js'
import { Notice } from './notices/notice.entity.js'
import { Operator } from './operators/operator.entity.js'
import { Partner } from './operators/partner.entity.js'
import { IdempotencyKey } from './outbox/idempotency-key.entity.js'
import { OutboxEvent } from './outbox/outbox-event.entity.js'
import { Payment } from './payments/payment.entity.js'
import { PaymentIntent } from './payments/payment-intent.entity.js'
import { MendedSession } from './plugin-failures/mended-session.entity.js'
import { Mending } from './plugin-failures/mending.entity.js'
import { PluginFailure } from './plugin-failures/plugin-failure.entity.js'
import { PluginSuspension } from './plugin-failures/plugin-suspension.entity.js'
import { PluginPublication } from './plugins/plugin-publication.entity.js'
import { PluginVersion } from './plugins/plugin-version.entity.js'
import { ConnectorGroup } from './price-lists/connector-group.entity.js'
import { ConnectorGroupChange } from './price-lists/connector-group-change.entity.js'
import { DriverGroup } from './price-lists/driver-group.entity.js'
import { DriverGroupChange } from './price-lists/driver-group-change.entity.js'
import { PriceList } from './price-lists/price-list.entity.js'
import { PriceListAssignment } from './price-lists/price-list-assignment.entity.js'
import { PriceListPlugin } from './price-lists/price-list-plugin.entity.js'
import { Quote } from './quotes/quote.entity.js'
import { Refund } from './refunds/refund.entity.js'
import { Irregularity } from './sessions/irregularity.entity.js'
import { MeterReading } from './sessions/meter-reading.entity.js'
import { Session } from './sessions/session.entity.js'
import { ShadowProgress } from './shadows/shadow-progress.entity.js'
import { ShadowResult } from './shadows/shadow-result.entity.js'
import { ShadowTally } from './shadows/shadow-tally.entity.js'
import { SigningKey } from './signing/signing-key.entity.js'
import { Connector } from './sites/connector.entity.js'
import { Location } from './sites/location.entity.js'
import { TariffVersion } from './tariffs/tariff-version.entity.js'
import { Webhook } from './webhooks/webhook.entity.js'

export const entities = [
  ...ledgerEntities,
  AllowanceClaim,
  ApiKey,
  Backtest,
  BacktestShare,
  Connector,
  Coupon,
  CouponClaim,
  ConnectorGroup,
  ConnectorGroupChange,
  Driver,
  DriverGroup,
  DriverGroupChange,
  DriverPerson,
  IdempotencyKey,
  Invoice,
  InvoiceLine,
  InvoiceSeries,
  InvoiceSession,
  InvoiceTax,
  Irregularity,
  Location,
  Membership,
  MendedSession,
  Mending,
  MeterReading,
  Notice,
  Operator,
  OutboxEvent,
  Partner,
  Payment,
  PaymentIntent,
  PaymentMethod,
  PluginFailure,
  PluginPublication,
  PluginSuspension,
  PluginVersion,
  PriceList,
  PriceListAssignment,
  PriceListPlugin,
  PriceSeries,
  PriceSeriesPoint,
  Quote,
  Refund,
  Session,
  SessionTold,
  ShadowProgress,
  ShadowResult,
  ShadowTally,
  SigningKey,
  TariffVersion,
  Webhook,
]
