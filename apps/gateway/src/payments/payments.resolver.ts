/** Payments: listed by state, so that none is stuck unseen, with their amounts. */

import { Payment } from '@wattline/billing'
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext } from '../engine/context.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { knownIdIfAny } from '../values/known-id.js'
import { MoneyType, showMoney } from '../values/money.type.js'
import { PaymentFilter, PaymentType } from './payment.type.js'

const Payments = connectionOf('Payment', () => PaymentType)

@Resolver(() => PaymentType)
export class PaymentsResolver {
  @Query(() => Payments, { description: 'Payments, those begun last first.' })
  payments(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => PaymentFilter, { nullable: true, description: 'Narrows the list.' })
    filter: PaymentFilter | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<Payment>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: Payment,
      orderedBy: 'createdAt',
      ask: readPageArguments(page),
      narrow: narrowBy({
        equal: { driverId: knownIdIfAny('driver', filter?.driverId) },
        among: { state: filter?.states },
      }),
    })
  }

  @FieldResolver(() => MoneyType, { description: 'What was asked to be reserved.' })
  asked(@Root() payment: Payment): MoneyType {
    return showMoney(payment.askedMinor, payment.currency)
  }

  @FieldResolver(() => MoneyType, { description: 'What was reserved.' })
  authorised(@Root() payment: Payment): MoneyType {
    return showMoney(payment.authorisedMinor, payment.currency)
  }

  @FieldResolver(() => MoneyType, { description: 'What was taken.' })
  captured(@Root() payment: Payment): MoneyType {
    return showMoney(payment.capturedMinor, payment.currency)
  }

  @FieldResolver(() => MoneyType, {
    description: 'What was given back, confirmed by the provider.',
  })
  refunded(@Root() payment: Payment): MoneyType {
    return showMoney(payment.refundedMinor, payment.currency)
  }

  @FieldResolver(() => MoneyType, { description: 'What is on its way back, not yet confirmed.' })
  refunding(@Root() payment: Payment): MoneyType {
    return showMoney(payment.refundingMinor, payment.currency)
  }
}
