/**
 * Refunds: read by id or by state, so that none is stuck unseen, with their evidence and decision.
 */

import { type Invoice, type InvoiceWithLines, type Payment, Refund } from '@wattline/billing'
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { InvoiceType } from '../invoices/invoice.type.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { PaymentType } from '../payments/payment.type.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import { MoneyType, showMoney } from '../values/money.type.js'
import { FindingType, RefundDecisionType, RefundFilter, RefundType } from './refund.type.js'

const Refunds = connectionOf('Refund', () => RefundType)

@Resolver(() => RefundType)
export class RefundsResolver {
  @Query(() => RefundType, { nullable: true, description: 'One refund by its id.' })
  async refund(
    @Arg('id', () => ID, { description: 'The refund’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<Refund> {
    return found('refund', id, await loadersOf(context).refund.load(knownId('refund', id)))
  }

  @Query(() => Refunds, { description: 'Refunds, those claimed last first.' })
  refunds(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => RefundFilter, { nullable: true, description: 'Narrows the list.' })
    filter: RefundFilter | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<Refund>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: Refund,
      orderedBy: 'claimedAt',
      ask: readPageArguments(page),
      narrow: narrowBy({
        equal: { cause: filter?.cause, driverId: knownIdIfAny('driver', filter?.driverId) },
        among: { state: filter?.states },
      }),
    })
  }

  @FieldResolver(() => MoneyType, { description: 'What was asked for, with VAT.' })
  asked(@Root() refund: Refund): MoneyType {
    return showMoney(refund.askedMinor, refund.currency)
  }

  @FieldResolver(() => MoneyType, { nullable: true, description: 'What was approved, with VAT.' })
  approved(@Root() refund: Refund): MoneyType | null {
    return refund.approvedMinor === null ? null : showMoney(refund.approvedMinor, refund.currency)
  }

  @FieldResolver(() => [FindingType], { description: 'What the evidence shows.' })
  findings(@Root() refund: Refund): readonly FindingType[] {
    return refund.evidence?.findings ?? []
  }

  @FieldResolver(() => RefundDecisionType, {
    nullable: true,
    description: 'How it was decided; null until then.',
  })
  decision(@Root() refund: Refund): RefundDecisionType | null {
    const { decision, currency } = refund
    if (!decision) return null
    const { outcome, policyVersion, clause, amountMinor, reservation, person } = decision
    return {
      outcome,
      policyVersion,
      clause,
      amount: showMoney(BigInt(amountMinor), currency),
      reservation: reservation ?? null,
      note: person?.note ?? null,
    }
  }

  @FieldResolver(() => InvoiceType, { description: 'The invoice it was claimed on.' })
  async invoice(@Root() refund: Refund, @Ctx() context: GatewayContext): Promise<InvoiceWithLines> {
    const { invoiceId } = refund
    return found('invoice', invoiceId, await loadersOf(context).invoice.load(invoiceId))
  }

  @FieldResolver(() => InvoiceType, {
    nullable: true,
    description: 'The credit note that goes with it, once it was approved.',
  })
  async creditNote(
    @Root() refund: Refund,
    @Ctx() context: GatewayContext,
  ): Promise<Invoice | null> {
    if (!refund.creditNoteId) return null
    return (await loadersOf(context).invoice.load(refund.creditNoteId)) ?? null
  }

  @FieldResolver(() => PaymentType, { description: 'The payment it goes back by.' })
  async payment(@Root() refund: Refund, @Ctx() context: GatewayContext): Promise<Payment> {
    const { paymentId } = refund
    return found('payment', paymentId, await loadersOf(context).payment.load(paymentId))
  }
}
