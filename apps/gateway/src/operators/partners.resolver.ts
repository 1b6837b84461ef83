/** Partners: listed for the operator's staff, added by the operator. */

import {
  type AddressRules,
  addPartnerIn,
  type InputFault,
  Partner,
  refuseInput,
} from '@wattline/billing'
import { inScope } from '@wattline/database'
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { onceForKey } from '../engine/once-for-key.js'
import { found } from '../values/known-id.js'
import { noticeFaults } from './notice-faults.js'
import { AddPartnerInput, AddPartnerPayload, PartnerType } from './partner.type.js'

@Resolver()
export class PartnersResolver {
  @Query(() => [PartnerType], { description: 'All partners of the operators this key sees.' })
  partners(@Ctx() context: GatewayContext): Promise<Partner[]> {
    const { core } = context.services
    return inScope(core.db, authorityOf(context).scope, tx =>
      tx.find(Partner, { order: { name: 'ASC', id: 'ASC' } }),
    )
  }

  @Mutation(() => AddPartnerPayload, {
    description: 'Adds a partner. Give it an API key with `createApiKey`.',
  })
  async addPartner(
    @Arg('input', () => AddPartnerInput, { description: 'The partner.' }) input: AddPartnerInput,
    @Ctx() context: GatewayContext,
  ): Promise<AddPartnerPayload> {
    refuseBadNotices(input, { allowLocal: context.services.allowLocalNotices })
    const ask = { name: 'addPartner', authority: authorityOf(context), input }
    const { core } = context.services
    const id = await onceForKey(core, ask, (tx, operatorId) =>
      addPartnerIn(core, tx, { ...input, kind: input.kind ?? 'APP', operatorId }),
    )
    return { partner: found('partner', id, await loadersOf(context).partner.load(id)) }
  }
}

function refuseBadNotices(input: AddPartnerInput, rules: AddressRules): void {
  const faults: InputFault[] = []
  if (input.name.trim() === '') faults.push({ path: 'name', message: 'A partner has a name' })
  faults.push(...noticeFaults(input, rules))
  if (faults.length > 0) refuseInput(faults)
}
