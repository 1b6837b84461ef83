/** Suspended plugins: listed for the operator's staff, lifted by the operator. */

import { liftPluginSuspension, PluginSuspension } from '@wattline/billing'
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { found, knownId } from '../values/known-id.js'
import {
  LiftPluginSuspensionInput,
  PluginSuspensionPayload,
  PluginSuspensionType,
} from './suspension.type.js'

const PluginSuspensions = connectionOf('PluginSuspension', () => PluginSuspensionType)

@Resolver()
export class SuspensionsResolver {
  @Query(() => PluginSuspensions, {
    description: 'Plugins that were suspended, the latest first; lifted ones stay listed.',
  })
  pluginSuspensions(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('pluginHash', () => String, {
      nullable: true,
      description: 'Of the version with this hash alone.',
    })
    pluginHash: string | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<PluginSuspension>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: PluginSuspension,
      orderedBy: 'suspendedAt',
      ask: readPageArguments(page),
      narrow: narrowBy({ equal: { pluginHash } }),
    })
  }

  @Mutation(() => PluginSuspensionPayload, {
    description:
      'Runs a suspended plugin again, within a second. Its failures are counted anew from then; ' +
      'bills that went out without it stay as they are.',
  })
  async liftPluginSuspension(
    @Arg('input', () => LiftPluginSuspensionInput, { description: 'The suspension.' })
    input: LiftPluginSuspensionInput,
    @Ctx() context: GatewayContext,
  ): Promise<PluginSuspensionPayload> {
    const { suspensionId } = await liftPluginSuspension(
      context.services.core,
      authorityOf(context),
      {
        suspensionId: knownId('plugin suspension', input.suspensionId),
        idempotencyKey: input.idempotencyKey,
      },
    )
    const suspension = await loadersOf(context).pluginSuspension.load(suspensionId)
    return { pluginSuspension: found('plugin suspension', suspensionId, suspension) }
  }
}
