/** API keys: who asks, which keys there are, making and revoking them. */

import { ApiKey, createKey, Operator, revokeKey } from '@wattline/billing'
import { inScope } from '@wattline/database'
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import {
  ApiKeyType,
  CreateApiKeyInput,
  CreateApiKeyPayload,
  MeType,
  RevokeApiKeyInput,
  RevokeApiKeyPayload,
} from './key.type.js'

@Resolver()
export class KeysResolver {
  @Query(() => MeType, { description: 'Whose key this is, and what it sees.' })
  async me(@Ctx() context: GatewayContext): Promise<MeType> {
    const { keyId, role, scope, partnerId } = authorityOf(context)
    const [operators, partner] = await Promise.all([
      inScope(context.services.core.db, scope, tx => tx.find(Operator, { order: { name: 'ASC' } })),
      partnerId ? loadersOf(context).partner.load(partnerId) : undefined,
    ])
    return { keyId, role, operators, partner: partner ?? null }
  }

  @Query(() => [ApiKeyType], { description: 'All API keys, revoked ones included, newest first.' })
  apiKeys(@Ctx() context: GatewayContext): Promise<ApiKey[]> {
    return inScope(context.services.core.db, authorityOf(context).scope, tx =>
      tx.find(ApiKey, { order: { createdAt: 'DESC', id: 'DESC' } }),
    )
  }

  @Mutation(() => CreateApiKeyPayload, {
    description: 'Makes an API key. Its secret is in the first answer only.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The key.' }) input: CreateApiKeyInput,
    @Ctx() context: GatewayContext,
  ): Promise<CreateApiKeyPayload> {
    const partnerId = knownIdIfAny('partner', input.partnerId) ?? null
    const { keyId, secret } = await createKey(context.services.core, authorityOf(context), {
      ...input,
      partnerId,
    })
    return { apiKey: found('API key', keyId, await loadersOf(context).apiKey.load(keyId)), secret }
  }

  @Mutation(() => RevokeApiKeyPayload, {
    description: 'Revokes a key for good. It stops working everywhere within two seconds.',
  })
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'The key.' }) input: RevokeApiKeyInput,
    @Ctx() context: GatewayContext,
  ): Promise<RevokeApiKeyPayload> {
    const keyId = knownId('API key', input.keyId)
    const { core, keyring } = context.services
    await revokeKey(core, authorityOf(context), { keyId, idempotencyKey: input.idempotencyKey })
    keyring.forget(keyId)
    return { apiKey: found('API key', keyId, await loadersOf(context).apiKey.load(keyId)) }
  }
}
