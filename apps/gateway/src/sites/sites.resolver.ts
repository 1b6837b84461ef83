/** Locations and connectors: found by everyone, added by the operator. */

import {
  addConnectorIn,
  addLocationIn,
  Connector,
  Location,
  Refusal,
  refuseInput,
} from '@wattline/billing'
import { brokenConstraint } from '@wattline/database'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { onceForKey } from '../engine/once-for-key.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import {
  AddConnectorInput,
  AddConnectorPayload,
  AddLocationInput,
  AddLocationPayload,
  ConnectorType,
  LocationType,
} from './location.type.js'

const Locations = connectionOf('Location', () => LocationType)
const Connectors = connectionOf('Connector', () => ConnectorType)

@Resolver(() => LocationType)
export class LocationResolver {
  @Query(() => LocationType, { nullable: true, description: 'One location by its id.' })
  async location(
    @Arg('id', () => ID, { description: 'The location’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<Location> {
    return found('location', id, await loadersOf(context).location.load(knownId('location', id)))
  }

  @Query(() => Locations, { description: 'All locations, those added last first.' })
  locations(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<Page<Location>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: Location,
      orderedBy: 'createdAt',
      ask: readPageArguments(page),
    })
  }

  @FieldResolver(() => [ConnectorType], { description: 'Its connectors.' })
  connectors(
    @Root() location: Location,
    @Ctx() context: GatewayContext,
  ): Promise<readonly Connector[]> {
    return loadersOf(context).connectorsOfLocation.load(location.id)
  }

  @Mutation(() => AddLocationPayload, { description: 'Adds a location.' })
  async addLocation(
    @Arg('input', () => AddLocationInput, { description: 'The location.' }) input: AddLocationInput,
    @Ctx() context: GatewayContext,
  ): Promise<AddLocationPayload> {
    if (!/^[A-Z]{2}$/.test(input.country)) {
      refuseInput([{ path: 'country', message: 'Two capital letters, such as DE' }])
    }
    const ask = { name: 'addLocation', authority: authorityOf(context), input }
    const { core } = context.services
    const id = await refusingTwins('ocpiId', () =>
      onceForKey(core, ask, (tx, operatorId) =>
        addLocationIn(core, tx, {
          operatorId,
          ocpiId: input.ocpiId,
          name: input.name,
          city: input.city,
          country: input.country,
          timeZone: input.timeZone,
        }),
      ),
    )
    return { location: found('location', id, await loadersOf(context).location.load(id)) }
  }
}

@Resolver(() => ConnectorType)
export class ConnectorResolver {
  @Query(() => ConnectorType, { nullable: true, description: 'One connector by its id.' })
  async connector(
    @Arg('id', () => ID, { description: 'The connector’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<Connector> {
    return found('connector', id, await loadersOf(context).connector.load(knownId('connector', id)))
  }

  @Query(() => Connectors, { description: 'All connectors, those added last first.' })
  connectors(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('locationId', () => ID, { nullable: true, description: 'Those of this location only.' })
    locationId: string | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<Connector>> {
    const place = knownIdIfAny('location', locationId)
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: Connector,
      orderedBy: 'createdAt',
      ask: readPageArguments(page),
      ...(place && { narrow: query => query.andWhere('row.locationId = :place', { place }) }),
    })
  }

  @FieldResolver(() => LocationType, { description: 'The location it stands at.' })
  async location(
    @Root() { id, locationId }: Connector,
    @Ctx() context: GatewayContext,
  ): Promise<Location> {
    return found('location', id, await loadersOf(context).location.load(locationId))
  }

  @Mutation(() => AddConnectorPayload, { description: 'Adds a connector to a location.' })
  async addConnector(
    @Arg('input', () => AddConnectorInput, { description: 'The connector.' })
    input: AddConnectorInput,
    @Ctx() context: GatewayContext,
  ): Promise<AddConnectorPayload> {
    if (input.maxPowerW < 1) refuseInput([{ path: 'maxPowerW', message: 'Above 0' }])
    const loaders = loadersOf(context)
    const locationId = knownId('location', input.locationId)
    const { operatorId } = found('location', locationId, await loaders.location.load(locationId))
    const ask = {
      name: 'addConnector',
      authority: authorityOf(context),
      input: { ...input, operatorId },
    }
    const { idempotencyKey: _, ...connector } = input
    const { core } = context.services
    const id = await refusingTwins('connectorId', () =>
      onceForKey(core, ask, tx =>
        addConnectorIn(core, tx, { ...connector, locationId, operatorId }),
      ),
    )
    return { connector: found('connector', id, await loaders.connector.load(id)) }
  }
}

/** Another of the same OCPI id is the caller's to mend, not a bug. */
async function refusingTwins<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const broken = brokenConstraint(error)
    if (broken !== 'location_ocpi_id' && broken !== 'connector_ocpi_id') throw error
    throw new Refusal('input-invalid', { faults: [{ path, message: 'Taken already' }] })
  }
}
