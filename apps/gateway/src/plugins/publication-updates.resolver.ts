/** Tells subscribers of a publication whenever it comes further. */

import type { PluginPublication } from '@wattline/billing'
import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql'

import { followed, readAgain } from '../changes/follow.js'
import type { GatewayContext } from '../engine/context.js'
import { PluginPublicationType } from './publication.type.js'

@Resolver()
export class PublicationUpdatesResolver {
  @Subscription(() => PluginPublicationType, {
    subscribe: ({ args, context }) => followed(context as GatewayContext, 'publication', args.id),
    description: 'The publication now, and again after every change.',
  })
  pluginPublicationUpdated(
    @Arg('id', () => ID, { description: 'The publication’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<PluginPublication> {
    return readAgain(context, 'publication', id)
  }
}
