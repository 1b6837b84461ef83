/** Price lists made, assigned, edited for a place, approved, withdrawn and rolled back. */

import {
  type Assigned,
  approvePriceList,
  assignKnownPriceList,
  assignPriceList,
  draftPriceList,
  editPriceList,
  type PriceList,
  type PriceListAssignment,
  rollBackPriceList,
  withdrawPriceList,
} from '@wattline/billing'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import {
  AssignPriceListPayload,
  DraftPriceListPayload,
  PriceListAssignmentPayload,
  RollBackPriceListPayload,
} from './assignment.type.js'
import {
  ApprovePriceListInput,
  RollBackPriceListInput,
  WithdrawPriceListInput,
} from './decision-input.type.js'
import {
  ActivatePriceListInput,
  AssignPriceListInput,
  DraftPriceListInput,
  EditPriceListInput,
} from './price-list-input.type.js'
import { readActivation, readContent, readEdits, readPlace } from './read-input.js'

const waits =
  'Where the operator asks for a second person, it waits for approval when it bills by a plugin ' +
  'version, or parameters of one, that were never live before.'

@Resolver()
export class PriceListWritesResolver {
  @Mutation(() => DraftPriceListPayload, {
    description: 'Makes a price list of a tariff and plugins that applies nowhere yet.',
  })
  async draftPriceList(
    @Arg('input', () => DraftPriceListInput, { description: 'The price list.' })
    input: DraftPriceListInput,
    @Ctx() context: GatewayContext,
  ): Promise<DraftPriceListPayload> {
    const { priceListId } = await draftPriceList(context.services.core, authorityOf(context), {
      ...readContent(input),
      operatorId: knownIdIfAny('operator', input.operatorId) ?? null,
      idempotencyKey: input.idempotencyKey,
    })
    return { priceList: await listOf(context, priceListId) }
  }

  @Mutation(() => AssignPriceListPayload, {
    description:
      `Makes a price list of a tariff and plugins, and assigns it to a place from an instant. ` +
      waits,
  })
  async assignPriceList(
    @Arg('input', () => AssignPriceListInput, { description: 'The price list and its place.' })
    input: AssignPriceListInput,
    @Ctx() context: GatewayContext,
  ): Promise<AssignPriceListPayload> {
    const ask = { ...readContent(input), ...readActivation(input) }
    const { core } = context.services
    return assigned(context, await assignPriceList(core, authorityOf(context), ask))
  }

  @Mutation(() => AssignPriceListPayload, {
    description: `Assigns a price list that exists to a place from an instant. ${waits}`,
  })
  async activatePriceList(
    @Arg('input', () => ActivatePriceListInput, { description: 'The price list and its place.' })
    input: ActivatePriceListInput,
    @Ctx() context: GatewayContext,
  ): Promise<AssignPriceListPayload> {
    const priceListId = knownId('price list', input.priceListId)
    const ask = { ...readActivation(input), priceListId }
    const { core } = context.services
    return assigned(context, await assignKnownPriceList(core, authorityOf(context), ask))
  }

  @Mutation(() => AssignPriceListPayload, {
    description:
      'Makes a new price list of one that exists, with other parameters of its plugins, and ' +
      `assigns it to a place from an instant; the old one stays as it is. ${waits}`,
  })
  async editPriceList(
    @Arg('input', () => EditPriceListInput, { description: 'What changes, and where.' })
    input: EditPriceListInput,
    @Ctx() context: GatewayContext,
  ): Promise<AssignPriceListPayload> {
    const { name } = input
    const ask = {
      ...readActivation(input),
      priceListId: knownId('price list', input.priceListId),
      edits: readEdits(input.edits),
      ...(name && { name }),
    }
    const { core } = context.services
    return assigned(context, await editPriceList(core, authorityOf(context), ask))
  }

  @Mutation(() => PriceListAssignmentPayload, {
    description:
      'Approves an assignment that waits, with another key than its maker’s: it counts from its ' +
      'start, which must lie in the future.',
  })
  async approvePriceList(
    @Arg('input', () => ApprovePriceListInput, { description: 'Which one, and from when.' })
    input: ApprovePriceListInput,
    @Ctx() context: GatewayContext,
  ): Promise<PriceListAssignmentPayload> {
    const { startsAt, idempotencyKey } = input
    const { assignmentId } = await approvePriceList(context.services.core, authorityOf(context), {
      assignmentId: knownId('price list assignment', input.assignmentId),
      ...(startsAt && { startsAt }),
      idempotencyKey,
    })
    return { assignment: await assignmentOf(context, assignmentId) }
  }

  @Mutation(() => PriceListAssignmentPayload, {
    description: 'Takes back an assignment that has billed nothing yet, or ends a shadow.',
  })
  async withdrawPriceList(
    @Arg('input', () => WithdrawPriceListInput, { description: 'Which one.' })
    input: WithdrawPriceListInput,
    @Ctx() context: GatewayContext,
  ): Promise<PriceListAssignmentPayload> {
    const { assignmentId } = await withdrawPriceList(context.services.core, authorityOf(context), {
      assignmentId: knownId('price list assignment', input.assignmentId),
      idempotencyKey: input.idempotencyKey,
    })
    return { assignment: await assignmentOf(context, assignmentId) }
  }

  @Mutation(() => RollBackPriceListPayload, {
    description:
      'Ends what is in force at a place, in one step and without a second person: from the next ' +
      'instant on, what applied before applies again. Sessions that run keep their price list.',
  })
  async rollBackPriceList(
    @Arg('input', () => RollBackPriceListInput, { description: 'Which one, or where.' })
    input: RollBackPriceListInput,
    @Ctx() context: GatewayContext,
  ): Promise<RollBackPriceListPayload> {
    const { core } = context.services
    const { assignmentId, priceListIds } = await rollBackPriceList(core, authorityOf(context), {
      ...readPlace(input),
      operatorId: knownIdIfAny('operator', input.operatorId) ?? null,
      assignmentId: knownIdIfAny('price list assignment', input.assignmentId) ?? null,
      idempotencyKey: input.idempotencyKey,
    })
    const priceLists = await Promise.all(priceListIds.map(id => listOf(context, id)))
    return { assignment: await assignmentOf(context, assignmentId), priceLists }
  }
}

async function assigned(
  context: GatewayContext,
  { priceListId, assignmentId }: Assigned,
): Promise<AssignPriceListPayload> {
  const [priceList, assignment] = await Promise.all([
    listOf(context, priceListId),
    assignmentOf(context, assignmentId),
  ])
  return { priceList, assignment }
}

async function listOf(context: GatewayContext, id: string): Promise<PriceList> {
  return found('price list', id, await loadersOf(context).priceList.load(id))
}

async function assignmentOf(context: GatewayContext, id: string): Promise<PriceListAssignment> {
  return found('price list assignment', id, await loadersOf(context).assignment.load(id))
}
