/** Memberships: put and ended by the operator, read by its staff. */

import { endMembership, Membership, putMembership } from '@wattline/billing'
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import {
  EndMembershipInput,
  MembershipPayload,
  MembershipType,
  PutMembershipInput,
  showMembership,
} from './membership.type.js'

const Memberships = connectionOf('Membership', () => MembershipType)

@Resolver()
export class MembershipsResolver {
  @Query(() => Memberships, { description: 'Memberships as they were put, the latest first.' })
  async memberships(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('driverId', () => ID, { nullable: true, description: 'Of this driver alone.' })
    driverId: string | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<MembershipType>> {
    const read = await readPage(context.services.core.db, authorityOf(context).scope, {
      entity: Membership,
      orderedBy: 'createdAt',
      ask: readPageArguments(page),
      narrow: narrowBy({ equal: { driverId: knownIdIfAny('driver', driverId) } }),
    })
    return {
      ...read,
      edges: read.edges.map(edge => ({ ...edge, node: showMembership(edge.node) })),
    }
  }

  @Mutation(() => MembershipPayload, {
    description:
      'Puts a driver into a tier for a time. Plugins that read `membership.tier` are told it; ' +
      'bills that were issued stay as they are.',
  })
  async putMembership(
    @Arg('input', () => PutMembershipInput, { description: 'The membership.' })
    input: PutMembershipInput,
    @Ctx() context: GatewayContext,
  ): Promise<MembershipPayload> {
    const { membershipId } = await putMembership(context.services.core, authorityOf(context), {
      driverId: knownId('driver', input.driverId),
      tier: input.tier,
      from: input.from,
      until: input.until ?? null,
      idempotencyKey: input.idempotencyKey,
    })
    return payloadOf(context, membershipId)
  }

  @Mutation(() => MembershipPayload, {
    description: 'Ends whatever membership a driver has from an instant on.',
  })
  async endMembership(
    @Arg('input', () => EndMembershipInput, { description: 'The driver, and when.' })
    input: EndMembershipInput,
    @Ctx() context: GatewayContext,
  ): Promise<MembershipPayload> {
    const { membershipId } = await endMembership(context.services.core, authorityOf(context), {
      driverId: knownId('driver', input.driverId),
      at: input.at,
      idempotencyKey: input.idempotencyKey,
    })
    return payloadOf(context, membershipId)
  }
}

async function payloadOf(context: GatewayContext, id: string): Promise<MembershipPayload> {
  const row = found('membership', id, await loadersOf(context).membership.load(id))
  return { membership: showMembership(row) }
}
