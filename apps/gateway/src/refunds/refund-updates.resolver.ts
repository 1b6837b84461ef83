/** Tells subscribers of a refund whenever it comes further. */

import type { Refund } from '@wattline/billing'
import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql'

import { followed, readAgain } from '../changes/follow.js'
import type { GatewayContext } from '../engine/context.js'
import { RefundType } from './refund.type.js'

@Resolver()
export class RefundUpdatesResolver {
  @Subscription(() => RefundType, {
    subscribe: ({ args, context }) => followed(context as GatewayContext, 'refund', args.id),
    description: 'The refund now, and again after every change.',
  })
  refundUpdated(
    @Arg('id', () => ID, { description: 'The refund’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<Refund> {
    return readAgain(context, 'refund', id)
  }
}
