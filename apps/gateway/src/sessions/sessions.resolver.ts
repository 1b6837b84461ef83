/** Sessions: read by id or in pages, with all that hangs on them. */

import {
  type Connector,
  type InvoiceWithLines,
  type Irregularity,
  type Location,
  type MeterReading,
  type Payment,
  type Quote,
  reRate,
  Session,
} from '@wattline/billing'
import { type Decimal, decimal } from '@wattline/units'
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'

import { BillType, showBill } from '../bills/bill.type.js'
import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { InvoiceType } from '../invoices/invoice.type.js'
import { billOfInvoice } from '../invoices/show-invoice.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { PaymentType } from '../payments/payment.type.js'
import { QuoteType } from '../quotes/quote.type.js'
import { ConnectorType, LocationType } from '../sites/location.type.js'
import { DecimalScalar } from '../values/decimal.js'
import { showKwh } from '../values/energy.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import { MoneyType, showMoney } from '../values/money.type.js'
import { IrregularityType, MeterReadingType, SessionType } from './session.type.js'
import { SessionFilter } from './session-inputs.type.js'

const Sessions = connectionOf('Session', () => SessionType)
/** Pricing runs the tariff and its plugins afresh: as much work as some twenty rows. */
export const costOfPricing = 20
const kwhPerWh = decimal('0.001')

@Resolver(() => SessionType)
export class SessionsResolver {
  @Query(() => SessionType, { nullable: true, description: 'One session by its id.' })
  async session(
    @Arg('id', () => ID, { description: 'The session’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<Session> {
    return found('session', id, await loadersOf(context).session.load(knownId('session', id)))
  }

  @Query(() => Sessions, { description: 'Sessions, those that started last first.' })
  sessions(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => SessionFilter, { nullable: true, description: 'Narrows the list.' })
    filter: SessionFilter | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<Session>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: Session,
      orderedBy: 'startedAt',
      ask: readPageArguments(page),
      narrow: narrowBy({
        equal: {
          locationId: knownIdIfAny('location', filter?.locationId),
          connectorId: knownIdIfAny('connector', filter?.connectorId),
          driverId: knownIdIfAny('driver', filter?.driverId),
          needsReview: filter?.needsReview,
        },
        among: { state: filter?.states },
        from: { startedAt: filter?.startedFrom },
        before: { startedAt: filter?.startedBefore },
      }),
    })
  }

  @FieldResolver(() => LocationType, { description: 'The site.' })
  async location(@Root() session: Session, @Ctx() context: GatewayContext): Promise<Location> {
    const { locationId } = session
    return found('location', locationId, await loadersOf(context).location.load(locationId))
  }

  @FieldResolver(() => ConnectorType, { description: 'The plug.' })
  async connector(@Root() session: Session, @Ctx() context: GatewayContext): Promise<Connector> {
    const { connectorId } = session
    return found('connector', connectorId, await loadersOf(context).connector.load(connectorId))
  }

  @FieldResolver(() => QuoteType, { nullable: true, description: 'The quote it is billed by.' })
  async quote(@Root() session: Session, @Ctx() context: GatewayContext): Promise<Quote | null> {
    if (!session.quoteId) return null
    return (await loadersOf(context).quote.load(session.quoteId)) ?? null
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: 'The energy that was billed, in kWh; null until then. `readings` tell more.',
  })
  energyKwh(@Root() session: Session): Decimal | null {
    return session.energyWh === null ? null : showKwh(session.energyWh)
  }

  @FieldResolver(() => MoneyType, {
    nullable: true,
    description:
      'What the system it was imported from charged: compared with our price, never billed.',
  })
  recordedFee(@Root() session: Session): MoneyType | null {
    const { recordedFeeMinor, currency } = session
    return recordedFeeMinor === null ? null : showMoney(recordedFeeMinor, currency)
  }

  @FieldResolver(() => BillType, {
    nullable: true,
    complexity: costOfPricing,
    description:
      'What it costs: so far while it runs, as invoiced afterwards; null when it is dropped. One ' +
      'function reckons the quote, this and the invoice.',
  })
  async cost(@Root() session: Session, @Ctx() context: GatewayContext): Promise<BillType | null> {
    if (session.state === 'dropped') return null
    const invoice = await this.invoice(session, context)
    // An invoice over several sessions has no totals for each of them.
    if (invoice?.sessionIds.length === 1) return billOfInvoice(invoice)
    const bill = await reRate(context.services.core, session.operatorId, session.id)
    return showBill(bill, { isFinal: session.state === 'billed' })
  }

  @FieldResolver(() => [MeterReadingType], { description: 'Its meter readings, in order of time.' })
  readings(
    @Root() session: Session,
    @Ctx() context: GatewayContext,
  ): Promise<readonly MeterReading[]> {
    return loadersOf(context).readingsOfSession.load(session.id)
  }

  @FieldResolver(() => [IrregularityType], { description: 'What was found implausible about it.' })
  irregularities(
    @Root() session: Session,
    @Ctx() context: GatewayContext,
  ): Promise<readonly Irregularity[]> {
    return loadersOf(context).irregularitiesOfSession.load(session.id)
  }

  @FieldResolver(() => InvoiceType, { nullable: true, description: 'The invoice it stands on.' })
  async invoice(
    @Root() session: Session,
    @Ctx() context: GatewayContext,
  ): Promise<InvoiceWithLines | null> {
    if (session.state !== 'billed') return null
    const loaders = loadersOf(context)
    const invoiceId = await loaders.invoiceIdOfSession.load(session.id)
    return invoiceId ? ((await loaders.invoice.load(invoiceId)) ?? null) : null
  }

  @FieldResolver(() => [PaymentType], { description: 'The holds and payments made for it.' })
  payments(@Root() session: Session, @Ctx() context: GatewayContext): Promise<readonly Payment[]> {
    return loadersOf(context).paymentsOfSession.load(session.id)
  }
}

@Resolver(() => MeterReadingType)
export class MeterReadingResolver {
  @FieldResolver(() => DecimalScalar, { description: 'What the register showed, in kWh.' })
  registerKwh(@Root() reading: MeterReading): Decimal {
    return reading.registerWh.times(kwhPerWh)
  }
}
