/** The tariff plugins that price lists can name. */

import { PluginVersion } from '@wattline/billing'
import { Args, Ctx, Query, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext } from '../engine/context.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { PluginVersionType } from './plugin-version.type.js'

const PluginVersions = connectionOf('PluginVersion', () => PluginVersionType)

@Resolver()
export class PluginsResolver {
  @Query(() => PluginVersions, { description: 'Published tariff plugins, the latest first.' })
  pluginVersions(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<Page<PluginVersion>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: PluginVersion,
      orderedBy: 'publishedAt',
      ask: readPageArguments(page),
    })
  }
}
