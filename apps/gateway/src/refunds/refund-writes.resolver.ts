/** Claims money back, and decides the claims that the policy leaves to a person. */

import { claimRefund, decideRefund, type Refund, retryRefund } from '@wattline/billing'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { found, knownId } from '../values/known-id.js'
import { readMoney } from '../values/read-money.js'
import {
  DecideRefundInput,
  RefundPayload,
  RequestRefundInput,
  RetryRefundInput,
} from './refund.type.js'

@Resolver()
export class RefundWritesResolver {
  @Mutation(() => RefundPayload, {
    description:
      'Claims money back on an invoice. Evidence is gathered and the operator’s policy ' +
      'decides: follow `refundUpdated`.',
  })
  async requestRefund(
    @Arg('input', () => RequestRefundInput, { description: 'The claim.' })
    input: RequestRefundInput,
    @Ctx() context: GatewayContext,
  ): Promise<RefundPayload> {
    const amount = readMoney(input.amount, 'amount')
    const { refundId } = await claimRefund(context.services.core, authorityOf(context), {
      invoiceId: knownId('invoice', input.invoiceId),
      cause: input.cause,
      ...(amount && { amount }),
      ...(input.note && { note: input.note }),
      idempotencyKey: input.idempotencyKey,
    })
    return { refund: await refundOf(context, refundId) }
  }

  @Mutation(() => RefundPayload, {
    description: 'Decides a claim that waits for a person: its state is FOR_PERSON.',
  })
  async decideRefund(
    @Arg('input', () => DecideRefundInput, { description: 'The decision.' })
    input: DecideRefundInput,
    @Ctx() context: GatewayContext,
  ): Promise<RefundPayload> {
    const amount = readMoney(input.amount, 'amount')
    const { refundId } = await decideRefund(context.services.core, authorityOf(context), {
      refundId: knownId('refund', input.refundId),
      approve: input.approve,
      ...(amount && { amount }),
      note: input.note,
      idempotencyKey: input.idempotencyKey,
    })
    return { refund: await refundOf(context, refundId) }
  }

  @Mutation(() => RefundPayload, {
    description:
      'Sends the money of a rejected, failed or returned refund again: the driver is still ' +
      'owed it.',
  })
  async retryRefund(
    @Arg('input', () => RetryRefundInput, { description: 'The refund.' }) input: RetryRefundInput,
    @Ctx() context: GatewayContext,
  ): Promise<RefundPayload> {
    const { refundId } = await retryRefund(context.services.core, authorityOf(context), {
      refundId: knownId('refund', input.refundId),
      idempotencyKey: input.idempotencyKey,
    })
    return { refund: await refundOf(context, refundId) }
  }
}

async function refundOf(context: GatewayContext, refundId: string): Promise<Refund> {
  return found('refund', refundId, await loadersOf(context).refund.load(refundId))
}
