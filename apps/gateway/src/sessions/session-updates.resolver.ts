/**
 * Tells subscribers of a session whenever it changes: its state, its readings, what it costs by
 * now.
 */

import type { Session } from '@wattline/billing'
import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql'
import { followed, readAgain } from '../changes/follow.js'
import type { GatewayContext } from '../engine/context.js'
import { SessionType } from './session.type.js'

@Resolver()
export class SessionUpdatesResolver {
  @Subscription(() => SessionType, {
    subscribe: ({ args, context }) => followed(context as GatewayContext, 'session', args.id),
    description:
      'The session now, and again after every change: ask for `cost` to follow its price.',
  })
  sessionUpdated(
    @Arg('id', () => ID, { description: 'The session’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<Session> {
    return readAgain(context, 'session', id)
  }
}
