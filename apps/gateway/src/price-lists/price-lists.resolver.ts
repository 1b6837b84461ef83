/** Price lists: read with their tariff, their plugins and their places. */

import {
  type PluginVersion,
  PriceList,
  type PriceListAssignment,
  type PriceListPlugin,
  type TariffVersion,
} from '@wattline/billing'
import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { PluginVersionType } from '../plugins/plugin-version.type.js'
import { TariffVersionType } from '../tariffs/tariff-version.type.js'
import { JsonScalar } from '../values/json.js'
import { found } from '../values/known-id.js'
import { MoneyType, showMoney } from '../values/money.type.js'
import { PriceListAssignmentType } from './assignment.type.js'
import { PriceListPluginType, PriceListType } from './price-list.type.js'

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

@Resolver(() => PriceListPluginType)
export class PriceListPluginResolver {
  @FieldResolver(() => PluginVersionType, { description: 'The plugin’s published version.' })
  pluginVersion(
    @Root() plugin: PriceListPlugin,
    @Ctx() context: GatewayContext,
  ): Promise<PluginVersion> {
    return versionOf(plugin, context)
  }

  @FieldResolver(() => JsonScalar, {
    description:
      'The JSON Schema (draft 2020-12) of its parameters: a form for them can be made of it.',
  })
  async paramsSchema(
    @Root() plugin: PriceListPlugin,
    @Ctx() context: GatewayContext,
  ): Promise<unknown> {
    const { manifest } = await versionOf(plugin, context)
    return manifest.params
  }
}

async function versionOf(
  { pluginVersionId: id }: PriceListPlugin,
  context: GatewayContext,
): Promise<PluginVersion> {
  return found('plugin version', id, await loadersOf(context).pluginVersion.load(id))
}
