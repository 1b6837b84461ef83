/**
 * Reads that many fields ask for one by one, batched over all requests of one scope within one turn
 * of the event loop.
 *
 * Nothing is cached: a batch is read afresh. A scope's loaders are used by that scope alone, so
 * that no batch can mix what two tenants may see.
 */

import {
  ApiKey,
  Backtest,
  Connector,
  Coupon,
  Driver,
  Invoice,
  type InvoiceWithLines,
  Irregularity,
  Location,
  Membership,
  Mending,
  MeterReading,
  Operator,
  Partner,
  Payment,
  PluginPublication,
  PluginSuspension,
  PluginVersion,
  PriceList,
  PriceListAssignment,
  PriceListPlugin,
  PriceSeries,
  Quote,
  Refund,
  readInvoices,
  Session,
  ShadowTally,
  TariffVersion,
} from '@wattline/billing'
import type { Scope } from '@wattline/database'
import type DataLoader from 'dataloader'
import type { DataSource } from 'typeorm'

import { BoundedMap } from '../engine/bounded-map.js'
import { batchById, batched, batchMany } from './batches.js'
import { invoiceIdsOfSessions } from './invoice-ids.js'
import { type PluginSource, sourcesOfPlugins } from './plugin-sources.js'

export type One<T> = DataLoader<string, T | undefined>
export type Many<T> = DataLoader<string, readonly T[]>

export interface Loaders {
  readonly operator: One<Operator>
  readonly partner: One<Partner>
  readonly apiKey: One<ApiKey>
  readonly driver: One<Driver>
  readonly membership: One<Membership>
  readonly coupon: One<Coupon>
  readonly priceSeries: One<PriceSeries>
  readonly location: One<Location>
  readonly connector: One<Connector>
  readonly connectorsOfLocation: Many<Connector>
  readonly tariffVersion: One<TariffVersion>
  readonly pluginVersion: One<PluginVersion>
  readonly pluginSource: One<PluginSource>
  readonly publication: One<PluginPublication>
  readonly pluginSuspension: One<PluginSuspension>
  readonly mending: One<Mending>
  readonly priceList: One<PriceList>
  readonly pluginsOfPriceList: Many<PriceListPlugin>
  readonly assignment: One<PriceListAssignment>
  readonly assignmentsOfPriceList: Many<PriceListAssignment>
  readonly quote: One<Quote>
  readonly session: One<Session>
  readonly readingsOfSession: Many<MeterReading>
  readonly irregularitiesOfSession: Many<Irregularity>
  readonly invoiceIdOfSession: One<string>
  readonly invoice: One<InvoiceWithLines>
  readonly creditNotesOfInvoice: Many<Invoice>
  readonly paymentsOfInvoice: Many<Payment>
  readonly paymentsOfSession: Many<Payment>
  readonly payment: One<Payment>
  readonly refund: One<Refund>
  readonly refundsOfInvoice: Many<Refund>
  readonly backtest: One<Backtest>
  readonly shadowTalliesOfAssignment: Many<ShadowTally>
}

const scopesRemembered = 1000

/** The loaders of a scope: the same ones for every request that has it. */
export function loadersBy(db: DataSource): (scope: Scope) => Loaders {
  const byScope = new BoundedMap<string, Loaders>(scopesRemembered)
  return scope => {
    const operators = [...scope].sort()
    return byScope.getOrMake(operators.join(), () => makeLoaders(db, operators))
  }
}

function makeLoaders(db: DataSource, scope: Scope): Loaders {
  const one = batchById(db, scope)
  const many = batchMany(db, scope)
  return {
    operator: one(Operator),
    partner: one(Partner),
    apiKey: one(ApiKey),
    driver: one(Driver),
    membership: one(Membership),
    coupon: one(Coupon),
    priceSeries: one(PriceSeries),
    location: one(Location),
    connector: one(Connector),
    connectorsOfLocation: many(Connector, 'locationId', ['evseUid', 'connectorId']),
    tariffVersion: one(TariffVersion),
    pluginVersion: one(PluginVersion),
    pluginSource: batched(ids => sourcesOfPlugins(db, scope, ids)),
    publication: one(PluginPublication),
    pluginSuspension: one(PluginSuspension),
    mending: one(Mending),
    priceList: one(PriceList),
    pluginsOfPriceList: many(PriceListPlugin, 'priceListId', ['position']),
    assignment: one(PriceListAssignment),
    assignmentsOfPriceList: many(PriceListAssignment, 'priceListId', ['startsAt', 'id']),
    quote: one(Quote),
    session: one(Session),
    readingsOfSession: many(MeterReading, 'sessionId', ['measuredAt']),
    irregularitiesOfSession: many(Irregularity, 'sessionId', ['foundAt', 'id']),
    invoiceIdOfSession: batched(ids => invoiceIdsOfSessions(db, scope, ids)),
    invoice: batched(async ids => {
      const invoices = await readInvoices(db, scope, ids)
      return new Map(invoices.map(invoice => [invoice.id, invoice]))
    }),
    creditNotesOfInvoice: many(Invoice, 'creditsInvoiceId', ['issuedAt', 'id']),
    paymentsOfInvoice: many(Payment, 'invoiceId', ['createdAt', 'id']),
    paymentsOfSession: many(Payment, 'sessionId', ['createdAt', 'id']),
    payment: one(Payment),
    refund: one(Refund),
    refundsOfInvoice: many(Refund, 'invoiceId', ['claimedAt', 'id']),
    backtest: one(Backtest),
    shadowTalliesOfAssignment: many(ShadowTally, 'assignmentId', ['updatedAt']),
  }
}
