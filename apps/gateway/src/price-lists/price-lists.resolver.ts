/** Price lists: made of a tariff and plugins, assigned to places, read with both. */

import {
  assignPriceList,
  PriceList,
  type PriceListAssignment,
  type PriceListPlugin,
  refuseInput,
  type TariffVersion,
} from '@wattline/billing'
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { TariffVersionType } from '../tariffs/tariff-version.type.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import { MoneyType, showMoney } from '../values/money.type.js'
import { readMoney } from '../values/read-money.js'
import {
  AssignPriceListInput,
  AssignPriceListPayload,
  PriceListAssignmentType,
  type PriceListPluginInput,
  PriceListPluginType,
  PriceListType,
} from './price-list.type.js'

const PriceLists = connectionOf('PriceList', () => PriceListType)

@Resolver(() => PriceListType)
export class PriceListsResolver {
  @Query(() => PriceLists, { description: 'Price lists, the latest first.' })
  priceLists(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<Page<PriceList>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: PriceList,
      orderedBy: 'createdAt',
      ask: readPageArguments(page),
    })
  }

  @FieldResolver(() => TariffVersionType, { description: 'The tariff it prices by.' })
  async tariffVersion(
    @Root() priceList: PriceList,
    @Ctx() context: GatewayContext,
  ): Promise<TariffVersion> {
    const { tariffVersionId: id } = priceList
    return found('tariff version', id, await loadersOf(context).tariffVersion.load(id))
  }

  @FieldResolver(() => MoneyType, {
    nullable: true,
    description: 'The most a session costs, VAT included; null where no cap is offered.',
  })
  cap(@Root() { tariffVersionId, capMinor }: PriceList, @Ctx() context: GatewayContext) {
    return capMinor === null ? null : amountBy(context, tariffVersionId, capMinor)
  }

  @FieldResolver(() => MoneyType, {
    nullable: true,
    description: 'The least that is reserved on the card; null for ten units of the currency.',
  })
  leastHold(
    @Root() { tariffVersionId, leastHoldMinor }: PriceList,
    @Ctx() context: GatewayContext,
  ) {
    return leastHoldMinor === null ? null : amountBy(context, tariffVersionId, leastHoldMinor)
  }

  @FieldResolver(() => [PriceListPluginType], { description: 'Its plugins, in order.' })
  plugins(
    @Root() priceList: PriceList,
    @Ctx() context: GatewayContext,
  ): Promise<readonly PriceListPlugin[]> {
    return loadersOf(context).pluginsOfPriceList.load(priceList.id)
  }

  @FieldResolver(() => [PriceListAssignmentType], {
    description: 'Where it applies, and from when; the earliest first.',
  })
  assignments(
    @Root() priceList: PriceList,
    @Ctx() context: GatewayContext,
  ): Promise<readonly PriceListAssignment[]> {
    return loadersOf(context).assignmentsOfPriceList.load(priceList.id)
  }

  @Mutation(() => AssignPriceListPayload, {
    description:
      'Makes a price list of a tariff and plugins, and assigns it to a place from an instant.',
  })
  async assignPriceList(
    @Arg('input', () => AssignPriceListInput, { description: 'The price list and its place.' })
    input: AssignPriceListInput,
    @Ctx() context: GatewayContext,
  ): Promise<AssignPriceListPayload> {
    const { priceListId, assignmentId } = await assignPriceList(
      context.services.core,
      authorityOf(context),
      {
        operatorId: knownIdIfAny('operator', input.operatorId) ?? null,
        name: input.name,
        tariffVersionId: knownId('tariff version', input.tariffVersionId),
        plugins: (input.plugins ?? []).map(readPlugin),
        ...readAmounts(input),
        locationId: knownIdIfAny('location', input.locationId) ?? null,
        connectorId: knownIdIfAny('connector', input.connectorId) ?? null,
        startsAt: input.startsAt,
        idempotencyKey: input.idempotencyKey,
      },
    )
    const loaders = loadersOf(context)
    const [priceList, assignment] = await Promise.all([
      loaders.priceList.load(priceListId),
      loaders.assignment.load(assignmentId),
    ])
    return {
      priceList: found('price list', priceListId, priceList),
      assignment: found('assignment', assignmentId, assignment),
    }
  }
}

/** Minor units of the tariff's currency. */
async function amountBy(
  context: GatewayContext,
  tariffVersionId: string,
  minor: bigint,
): Promise<MoneyType> {
  const tariff = await loadersOf(context).tariffVersion.load(tariffVersionId)
  return showMoney(minor, found('tariff version', tariffVersionId, tariff).currency)
}

/** What is left out stays out, so that the same request hashes the same. */
function readAmounts(input: AssignPriceListInput) {
  const cap = readMoney(input.cap, 'cap')
  const leastHold = readMoney(input.leastHold, 'leastHold')
  return { ...(cap && { cap }), ...(leastHold && { leastHold }) }
}

type Plugin = Parameters<typeof assignPriceList>[2]['plugins'][number]

/** The core checks the parameters against the plugin's schema; here they need only be an object. */
export function readPlugin(plugin: PriceListPluginInput, index: number): Plugin {
  const { params, onFailure } = plugin
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    refuseInput([{ path: `plugins[${index}].params`, message: 'A JSON object' }])
  }
  const pluginVersionId = knownId('plugin version', plugin.pluginVersionId)
  return { pluginVersionId, params: params as Plugin['params'], onFailure: onFailure ?? 'continue' }
}
