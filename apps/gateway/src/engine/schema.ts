/** Builds the schema of the whole API. */

import 'reflect-metadata'

import { createPubSub } from '@graphql-yoga/subscription'
import type { GraphQLSchema } from 'graphql'
import { buildSchemaSync } from 'type-graphql'

import { BacktestUpdatesResolver } from '../backtests/backtest-updates.resolver.js'
import { BacktestWritesResolver } from '../backtests/backtest-writes.resolver.js'
import { BacktestsResolver } from '../backtests/backtests.resolver.js'
import { PriceCaseResolver, ShadowLinksResolver } from '../backtests/links.resolver.js'
import { ShadowsResolver } from '../backtests/shadows.resolver.js'
import { BillLineResolver } from '../bills/bill-lines.resolver.js'
import { DriversResolver } from '../drivers/drivers.resolver.js'
import { CouponsResolver } from '../facts/coupons.resolver.js'
import { MembershipsResolver } from '../facts/memberships.resolver.js'
import { PriceSeriesResolver } from '../facts/price-series.resolver.js'
import { InvoicesResolver } from '../invoices/invoices.resolver.js'
import { KeysResolver } from '../keys/keys.resolver.js'
import { LedgerResolver } from '../ledger/ledger.resolver.js'
import { PartnersResolver } from '../operators/partners.resolver.js'
import { PaymentWritesResolver } from '../payments/payment-writes.resolver.js'
import { PaymentsResolver } from '../payments/payments.resolver.js'
import { MendingResolver } from '../plugin-failures/mending.resolver.js'
import { NoticesResolver } from '../plugin-failures/notices.resolver.js'
import { SuspensionsResolver } from '../plugin-failures/suspensions.resolver.js'
import { PluginsResolver } from '../plugins/plugins.resolver.js'
import { PublicationUpdatesResolver } from '../plugins/publication-updates.resolver.js'
import { PublicationsResolver } from '../plugins/publications.resolver.js'
import { GroupsResolver } from '../price-lists/groups.resolver.js'
import { PriceListPlacesResolver } from '../price-lists/places.resolver.js'
import { PriceListWritesResolver } from '../price-lists/price-list-writes.resolver.js'
import { PriceListPluginResolver, PriceListsResolver } from '../price-lists/price-lists.resolver.js'
import { QuotesResolver } from '../quotes/quotes.resolver.js'
import { RefundUpdatesResolver } from '../refunds/refund-updates.resolver.js'
import { RefundWritesResolver } from '../refunds/refund-writes.resolver.js'
import { RefundsResolver } from '../refunds/refunds.resolver.js'
import { SessionUpdatesResolver } from '../sessions/session-updates.resolver.js'
import { SessionWritesResolver } from '../sessions/session-writes.resolver.js'
import { MeterReadingResolver, SessionsResolver } from '../sessions/sessions.resolver.js'
import { ConnectorResolver, LocationResolver } from '../sites/sites.resolver.js'
import { TariffsResolver } from '../tariffs/tariffs.resolver.js'
import { WhyResolver } from '../why/why.resolver.js'

export function buildGatewaySchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [
      BacktestUpdatesResolver,
      BacktestWritesResolver,
      BacktestsResolver,
      BillLineResolver,
      ConnectorResolver,
      CouponsResolver,
      DriversResolver,
      GroupsResolver,
      InvoicesResolver,
      KeysResolver,
      LedgerResolver,
      LocationResolver,
      MembershipsResolver,
      MendingResolver,
      MeterReadingResolver,
      NoticesResolver,
      PartnersResolver,
      PaymentWritesResolver,
      PaymentsResolver,
      PluginsResolver,
      PriceListPlacesResolver,
      PriceListPluginResolver,
      PriceListWritesResolver,
      PriceListsResolver,
      PriceSeriesResolver,
      PublicationUpdatesResolver,
      PublicationsResolver,
      QuotesResolver,
      RefundUpdatesResolver,
      RefundWritesResolver,
      RefundsResolver,
      SessionUpdatesResolver,
      SessionWritesResolver,
      SessionsResolver,
      PriceCaseResolver,
      ShadowLinksResolver,
      ShadowsResolver,
      SuspensionsResolver,
      TariffsResolver,
      WhyResolver,
    ],
    // The core checks its input and names every fault; a second validation would say less.
    validate: false,
    // Asked for by type-graphql wherever there are subscriptions; ours bring their own source.
    pubSub: createPubSub(),
  })
}
