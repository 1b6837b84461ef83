/** Tariffs: published once, read for ever. */

import { publishTariff, TariffVersion } from '@wattline/billing'
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import {
  PublishTariffInput,
  PublishTariffPayload,
  TariffVersionType,
} from './tariff-version.type.js'
import { showWarning } from './tariff-warning.type.js'

const TariffVersions = connectionOf('TariffVersion', () => TariffVersionType)

@Resolver()
export class TariffsResolver {
  @Query(() => TariffVersionType, {
    nullable: true,
    description: 'One published version of a tariff by its id.',
  })
  async tariffVersion(
    @Arg('id', () => ID, { description: 'The version’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<TariffVersion> {
    const versionId = knownId('tariff version', id)
    return found('tariff version', id, await loadersOf(context).tariffVersion.load(versionId))
  }

  @Query(() => TariffVersions, { description: 'Published tariffs, the latest first.' })
  tariffVersions(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('tariffId', () => String, {
      nullable: true,
      description: 'The versions of the tariff with this OCPI id only.',
    })
    tariffId: string | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<TariffVersion>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: TariffVersion,
      orderedBy: 'publishedAt',
      ask: readPageArguments(page),
      narrow: narrowBy({ equal: { tariffId } }),
    })
  }

  @Mutation(() => PublishTariffPayload, {
    description:
      'Publishes a tariff: from then on it never changes. A faulty one is refused, with every ' +
      'fault and its JSON path. ' +
      'Put it into force with `assignPriceList`.',
  })
  async publishTariff(
    @Arg('input', () => PublishTariffInput, { description: 'The tariff.' })
    input: PublishTariffInput,
    @Ctx() context: GatewayContext,
  ): Promise<PublishTariffPayload> {
    const { tariffVersionId, warnings } = await publishTariff(
      context.services.core,
      authorityOf(context),
      { ...input, operatorId: knownIdIfAny('operator', input.operatorId) ?? null },
    )
    const version = await loadersOf(context).tariffVersion.load(tariffVersionId)
    return {
      tariffVersion: found('tariff version', tariffVersionId, version),
      warnings: warnings.map(showWarning),
    }
  }
}
