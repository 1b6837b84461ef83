/** Asks again for money that the provider refused, at a person's word. */

import { retryPayment } from '@wattline/billing'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { found, knownId } from '../values/known-id.js'
import { PaymentPayload, RetryPaymentInput } from './payment.type.js'

@Resolver()
export class PaymentWritesResolver {
  @Mutation(() => PaymentPayload, {
    description:
      'Asks again for what the provider refused: the capture of a hold that stands, or its ' +
      'release. Where the hold is gone or did not suffice, the driver’s stored means are asked ' +
      'for what the invoice is still owed.',
  })
  async retryPayment(
    @Arg('input', () => RetryPaymentInput, { description: 'The payment.' })
    input: RetryPaymentInput,
    @Ctx() context: GatewayContext,
  ): Promise<PaymentPayload> {
    const { paymentId } = await retryPayment(context.services.core, authorityOf(context), {
      paymentId: knownId('payment', input.paymentId),
      idempotencyKey: input.idempotencyKey,
    })
    const payment = await loadersOf(context).payment.load(paymentId)
    return { payment: found('payment', paymentId, payment) }
  }
}
