/** What applies at a place: every candidate with its reason, and the place's history. */

import {
  type AssignmentState,
  explainPriceLists,
  type PriceList,
  PriceListAssignment,
  stateOf,
} from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { InstantScalar } from '../values/instant.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import { AssignmentStateEnum, PriceListAssignmentType } from './assignment.type.js'
import { PriceListCandidateType } from './candidate.type.js'
import { PriceListType } from './price-list.type.js'
import { PriceListPlaceInput } from './price-list-input.type.js'
import { readPlace } from './read-input.js'

const Assignments = connectionOf('PriceListAssignment', () => PriceListAssignmentType)

@Resolver(() => PriceListAssignmentType)
export class PriceListPlacesResolver {
  @Query(() => [PriceListCandidateType], {
    description:
      'Every price list that could apply at a connector, in the order in which they are asked: ' +
      'the first one that nothing rules out wins.',
  })
  async priceListsAt(
    @Arg('connectorId', () => ID, { description: 'Where a session would start.' })
    connectorId: string,
    @Arg('driverId', () => ID, {
      nullable: true,
      description: 'Who would charge; without one, no driver group’s price list applies.',
    })
    driverId: string | null,
    @Arg('at', () => InstantScalar, { nullable: true, description: 'When; now, when left out.' })
    at: Instant | null,
    @Ctx() context: GatewayContext,
  ): Promise<readonly PriceListCandidateType[]> {
    const { core } = context.services
    const judged = await explainPriceLists(core, authorityOf(context), {
      connectorId: knownId('connector', connectorId),
      driverId: knownIdIfAny('driver', driverId) ?? null,
      at: at ?? core.clock.now(),
    })
    const loaders = loadersOf(context)
    return Promise.all(
      judged.map(async ({ candidate: { id, priceListId }, verdict }) => ({
        assignment: found('price list assignment', id, await loaders.assignment.load(id)),
        priceList: found('price list', priceListId, await loaders.priceList.load(priceListId)),
        verdict,
      })),
    )
  }

  @Query(() => Assignments, {
    description:
      'All that was ever assigned to exactly this place, for its driver groups too unless one is ' +
      'named: the latest made first.',
  })
  priceListHistory(
    @Arg('place', () => PriceListPlaceInput, { description: 'The place; empty: everywhere.' })
    place: PriceListPlaceInput,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<Page<PriceListAssignment>> {
    const { driverGroupId, ...places } = readPlace(place)
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: PriceListAssignment,
      orderedBy: 'createdAt',
      ask: readPageArguments(page),
      narrow(query) {
        for (const [name, id] of Object.entries(places)) {
          query.andWhere(`row.${name} is not distinct from :${name}`, { [name]: id })
        }
        if (driverGroupId) query.andWhere('row.driverGroupId = :driverGroupId', { driverGroupId })
      },
    })
  }

  @FieldResolver(() => PriceListType, { description: 'The price list.' })
  async priceList(
    @Root() { priceListId: id }: PriceListAssignment,
    @Ctx() context: GatewayContext,
  ): Promise<PriceList> {
    return found('price list', id, await loadersOf(context).priceList.load(id))
  }

  @FieldResolver(() => AssignmentStateEnum, { description: 'Where it stands now.' })
  state(@Root() assignment: PriceListAssignment, @Ctx() context: GatewayContext): AssignmentState {
    return stateOf(assignment, context.services.core.clock.now())
  }
}
