/** Groups of connectors and of drivers: listed, made, changed. */

import {
  ConnectorGroup,
  changeGroup,
  DriverGroup,
  type GroupKind,
  makeGroup,
  membersAt,
} from '@wattline/billing'
import { inScope } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { FindOptionsWhere } from 'typeorm'

import { authorityOf, type GatewayContext } from '../engine/context.js'
import { InstantScalar } from '../values/instant.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import {
  ChangeGroupInput,
  MakeGroupInput,
  PriceGroupPayload,
  PriceGroupType,
} from './groups.type.js'

const atField = {
  nullable: true,
  description: 'Whose members are told: those at this instant; now, when left out.',
} as const

@Resolver()
export class GroupsResolver {
  @Query(() => [PriceGroupType], { description: 'Groups of connectors, the smallest rank first.' })
  connectorGroups(
    @Arg('at', () => InstantScalar, atField) at: Instant | null,
    @Ctx() context: GatewayContext,
  ): Promise<readonly PriceGroupType[]> {
    return readGroups(context, 'connector', { at })
  }

  @Query(() => [PriceGroupType], { description: 'Groups of drivers, the smallest rank first.' })
  driverGroups(
    @Arg('at', () => InstantScalar, atField) at: Instant | null,
    @Ctx() context: GatewayContext,
  ): Promise<readonly PriceGroupType[]> {
    return readGroups(context, 'driver', { at })
  }

  @Mutation(() => PriceGroupPayload, { description: 'Makes a group of connectors.' })
  makeConnectorGroup(
    @Arg('input', () => MakeGroupInput, { description: 'The group.' }) input: MakeGroupInput,
    @Ctx() context: GatewayContext,
  ): Promise<PriceGroupPayload> {
    return make(context, 'connector', input)
  }

  @Mutation(() => PriceGroupPayload, { description: 'Makes a group of drivers.' })
  makeDriverGroup(
    @Arg('input', () => MakeGroupInput, { description: 'The group.' }) input: MakeGroupInput,
    @Ctx() context: GatewayContext,
  ): Promise<PriceGroupPayload> {
    return make(context, 'driver', input)
  }

  @Mutation(() => PriceGroupPayload, { description: 'Says which connectors are in a group.' })
  changeConnectorGroup(
    @Arg('input', () => ChangeGroupInput, { description: 'The change.' }) input: ChangeGroupInput,
    @Ctx() context: GatewayContext,
  ): Promise<PriceGroupPayload> {
    return change(context, 'connector', input)
  }

  @Mutation(() => PriceGroupPayload, { description: 'Says which drivers are in a group.' })
  changeDriverGroup(
    @Arg('input', () => ChangeGroupInput, { description: 'The change.' }) input: ChangeGroupInput,
    @Ctx() context: GatewayContext,
  ): Promise<PriceGroupPayload> {
    return change(context, 'driver', input)
  }
}

async function make(
  context: GatewayContext,
  kind: GroupKind,
  { operatorId, name, rank, idempotencyKey }: MakeGroupInput,
): Promise<PriceGroupPayload> {
  const { groupId } = await makeGroup(context.services.core, authorityOf(context), {
    operatorId: knownIdIfAny('operator', operatorId) ?? null,
    ...{ kind, name, rank: rank ?? null, idempotencyKey },
  })
  return { group: await readGroup(context, kind, { id: groupId, at: null }) }
}

async function change(
  context: GatewayContext,
  kind: GroupKind,
  { groupId, add, remove, from, idempotencyKey }: ChangeGroupInput,
): Promise<PriceGroupPayload> {
  const id = knownId(`${kind} group`, groupId)
  const known = (ids: readonly string[] | null | undefined) =>
    (ids ?? []).map(member => knownId(kind, member))
  await changeGroup(context.services.core, authorityOf(context), {
    ...{ kind, groupId: id, add: known(add), remove: known(remove) },
    ...(from && { from }),
    idempotencyKey,
  })
  return { group: await readGroup(context, kind, { id, at: from ?? null }) }
}

async function readGroup(
  context: GatewayContext,
  kind: GroupKind,
  asked: { readonly id: string; readonly at: Instant | null },
): Promise<PriceGroupType> {
  const [group] = await readGroups(context, kind, asked)
  return found(`${kind} group`, asked.id, group)
}

async function readGroups(
  context: GatewayContext,
  kind: GroupKind,
  { id, at }: { readonly id?: string; readonly at: Instant | null },
): Promise<readonly PriceGroupType[]> {
  const { db, clock } = context.services.core
  const { scope } = authorityOf(context)
  const where: FindOptionsWhere<ConnectorGroup> = id ? { id } : {}
  const groups = await inScope(db, scope, tx =>
    tx.find(kind === 'connector' ? ConnectorGroup : DriverGroup, { where, order: { rank: 'ASC' } }),
  )
  const groupIds = groups.map(group => group.id)
  const members = await membersAt(db, scope, { kind, groupIds, at: at ?? clock.now() })
  return groups.map(group => ({ ...group, memberIds: members.get(group.id) ?? [] }))
}
