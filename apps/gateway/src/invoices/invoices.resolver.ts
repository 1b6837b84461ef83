/**
 * Invoices: read by id or in pages, with lines that explain themselves and what became of the
 * money.
 */

import {
  Invoice,
  type InvoiceWithLines,
  type Partner,
  type Payment,
  type Refund,
  type Session,
} from '@wattline/billing'
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'

import { BillLineType, TaxTotalType } from '../bills/line.type.js'
import { showLine, showTax } from '../bills/show-bill.js'
import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { PartnerType } from '../operators/partner.type.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { PaymentType } from '../payments/payment.type.js'
import { RefundType } from '../refunds/refund.type.js'
import { SessionType } from '../sessions/session.type.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import { MoneyType, showMoney } from '../values/money.type.js'
import { InvoiceFilter, InvoiceProofType, InvoiceType } from './invoice.type.js'
import { proofOfInvoice } from './show-invoice.js'

const Invoices = connectionOf('Invoice', () => InvoiceType)

/** A row of a list comes without its lines; they are read when they are asked for. */
type AnyInvoice = Invoice | InvoiceWithLines

@Resolver(() => InvoiceType)
export class InvoicesResolver {
  @Query(() => InvoiceType, {
    nullable: true,
    description: 'One invoice or credit note by its id.',
  })
  async invoice(
    @Arg('id', () => ID, { description: 'The invoice’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<InvoiceWithLines> {
    return found('invoice', id, await loadersOf(context).invoice.load(knownId('invoice', id)))
  }

  @Query(() => Invoices, { description: 'Invoices and credit notes, those issued last first.' })
  invoices(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => InvoiceFilter, { nullable: true, description: 'Narrows the list.' })
    filter: InvoiceFilter | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<Invoice>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: Invoice,
      orderedBy: 'issuedAt',
      ask: readPageArguments(page),
      narrow: narrowBy({
        equal: {
          kind: filter?.kind,
          number: filter?.number,
          driverId: knownIdIfAny('driver', filter?.driverId),
          partnerId: knownIdIfAny('partner', filter?.partnerId),
        },
        from: { issuedAt: filter?.issuedFrom },
        before: { issuedAt: filter?.issuedBefore },
      }),
    })
  }

  @FieldResolver(() => MoneyType, {
    description: 'The total with VAT; below zero on a credit note.',
  })
  gross(@Root() invoice: AnyInvoice): MoneyType {
    return showMoney(invoice.grossMinor, invoice.currency)
  }

  @FieldResolver(() => MoneyType, { description: 'The total before VAT.' })
  net(@Root() invoice: AnyInvoice): MoneyType {
    return showMoney(invoice.netMinor, invoice.currency)
  }

  @FieldResolver(() => MoneyType, { description: 'The VAT.' })
  vat(@Root() invoice: AnyInvoice): MoneyType {
    return showMoney(invoice.vatMinor, invoice.currency)
  }

  @FieldResolver(() => [TaxTotalType], { description: 'VAT, once for each rate.' })
  taxes(@Root() invoice: AnyInvoice, @Ctx() context: GatewayContext) {
    return withLines(invoice, context, ({ taxes, currency }) =>
      taxes.map(tax => showTax(tax, currency)),
    )
  }

  @FieldResolver(() => [BillLineType], { description: 'The lines, in order.' })
  lines(@Root() invoice: AnyInvoice, @Ctx() context: GatewayContext) {
    return withLines(invoice, context, ({ lines, currency }) =>
      lines.map(line => showLine(line, currency)),
    )
  }

  @FieldResolver(() => InvoiceProofType, { description: 'What it was made from.' })
  proof(@Root() invoice: AnyInvoice, @Ctx() context: GatewayContext) {
    return withLines(invoice, context, proofOfInvoice)
  }

  @FieldResolver(() => PartnerType, { nullable: true, description: 'The partner who owes it.' })
  async partner(
    @Root() invoice: AnyInvoice,
    @Ctx() context: GatewayContext,
  ): Promise<Partner | null> {
    if (!invoice.partnerId) return null
    return (await loadersOf(context).partner.load(invoice.partnerId)) ?? null
  }

  @FieldResolver(() => [SessionType], { description: 'The sessions it covers.' })
  async sessions(@Root() invoice: AnyInvoice, @Ctx() context: GatewayContext): Promise<Session[]> {
    const { sessionIds } = await wholeOf(invoice, context)
    const { session } = loadersOf(context)
    return Promise.all(sessionIds.map(async id => found('session', id, await session.load(id))))
  }

  @FieldResolver(() => InvoiceType, {
    nullable: true,
    description: 'On a credit note: the invoice it takes back.',
  })
  async credits(
    @Root() invoice: AnyInvoice,
    @Ctx() context: GatewayContext,
  ): Promise<InvoiceWithLines | null> {
    if (!invoice.creditsInvoiceId) return null
    return (await loadersOf(context).invoice.load(invoice.creditsInvoiceId)) ?? null
  }

  @FieldResolver(() => [InvoiceType], { description: 'Credit notes that take back a part of it.' })
  creditNotes(
    @Root() invoice: AnyInvoice,
    @Ctx() context: GatewayContext,
  ): Promise<readonly Invoice[]> {
    return loadersOf(context).creditNotesOfInvoice.load(invoice.id)
  }

  @FieldResolver(() => [PaymentType], { description: 'The payments made for it.' })
  payments(
    @Root() invoice: AnyInvoice,
    @Ctx() context: GatewayContext,
  ): Promise<readonly Payment[]> {
    return loadersOf(context).paymentsOfInvoice.load(invoice.id)
  }

  @FieldResolver(() => [RefundType], { description: 'Claims for money back on it.' })
  refunds(@Root() invoice: AnyInvoice, @Ctx() context: GatewayContext): Promise<readonly Refund[]> {
    return loadersOf(context).refundsOfInvoice.load(invoice.id)
  }
}

function isWhole(invoice: AnyInvoice): invoice is InvoiceWithLines {
  return 'lines' in invoice
}

/** Without a promise where the lines are at hand, so that no field waits for nothing. */
function withLines<T>(
  invoice: AnyInvoice,
  context: GatewayContext,
  show: (whole: InvoiceWithLines) => T,
): T | Promise<T> {
  return isWhole(invoice) ? show(invoice) : wholeOf(invoice, context).then(show)
}

async function wholeOf(invoice: AnyInvoice, context: GatewayContext): Promise<InvoiceWithLines> {
  if (isWhole(invoice)) return invoice
  return found('invoice', invoice.id, await loadersOf(context).invoice.load(invoice.id))
}
