/** Mendings: ordered and read by those who answer for the operator's money. */

import { type Mending, mendPlugin } from '@wattline/billing'
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { found, knownId } from '../values/known-id.js'
import { showMoney } from '../values/money.type.js'
import { MendingType, MendPluginInput, MendPluginPayload } from './mending.type.js'

@Resolver()
export class MendingResolver {
  @Query(() => MendingType, { nullable: true, description: 'One mending by its id.' })
  async pluginMending(
    @Arg('id', () => ID, { description: 'The mending’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<MendingType> {
    return mendingOf(context, knownId('mending', id))
  }

  @Mutation(() => MendPluginPayload, {
    description:
      'Rates every bill that went out without a plugin again, with a version that mends it in ' +
      'its place: same parameters, same facts, everything else as recorded. What comes out ' +
      'lower is claimed as overcharged and decided by the refund policy; what comes out ' +
      'higher is never charged afterwards. A session is mended once for each version that ' +
      'failed.',
  })
  async mendPlugin(
    @Arg('input', () => MendPluginInput, { description: 'The versions.' }) input: MendPluginInput,
    @Ctx() context: GatewayContext,
  ): Promise<MendPluginPayload> {
    const { mendingId } = await mendPlugin(context.services.core, authorityOf(context), {
      operatorId: input.operatorId ?? null,
      failedHash: input.failedHash,
      mendedVersionId: knownId('plugin version', input.mendedVersionId),
      isDryRun: input.dryRun,
      idempotencyKey: input.idempotencyKey,
    })
    return { pluginMending: await mendingOf(context, mendingId) }
  }
}

async function mendingOf(context: GatewayContext, id: string): Promise<MendingType> {
  return showMending(found('mending', id, await loadersOf(context).mending.load(id)))
}

function showMending({ tally, ...mending }: Mending): MendingType {
  const { amounts, ...counts } = tally
  return {
    ...mending,
    ...counts,
    amounts: amounts.map(({ currency, lowerMinor, higherMinor }) => ({
      lower: showMoney(BigInt(lowerMinor), currency),
      higher: showMoney(BigInt(higherMinor), currency),
    })),
  }
}
