/** Tells subscribers of a back-test after each of its pages. */

import type { Backtest } from '@wattline/billing'
import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql'

import { followed, readAgain } from '../changes/follow.js'
import type { GatewayContext } from '../engine/context.js'
import { BacktestType } from './backtest.type.js'

@Resolver()
export class BacktestUpdatesResolver {
  @Subscription(() => BacktestType, {
    subscribe: ({ args, context }) => followed(context as GatewayContext, 'backtest', args.id),
    description: 'The back-test now, and again whenever it comes further.',
  })
  backtestUpdated(
    @Arg('id', () => ID, { description: 'The back-test’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<Backtest> {
    return readAgain(context, 'backtest', id)
  }
}
