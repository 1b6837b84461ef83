/** The tariff plugins that price lists can name. */

import { PluginVersion } from '@wattline/billing'
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { JsonScalar } from '../values/json.js'
import { found, knownId } from '../values/known-id.js'
import {
  type Manifest,
  PluginCutType,
  PluginEmitType,
  PluginGateReportType,
  PluginPhaseEnum,
  PluginReadType,
  PluginSeriesReadType,
} from './plugin-manifest.type.js'
import { PluginSourceType, PluginVersionType } from './plugin-version.type.js'
import { showCuts, showEmits, showReads, showReport, showSeries } from './show-manifest.js'

const PluginVersions = connectionOf('PluginVersion', () => PluginVersionType)
/** A source may have two megabytes: a handful of them is enough for one answer. */
const sourceComplexity = 1000

@Resolver(() => PluginVersionType)
export class PluginsResolver {
  @Query(() => PluginVersionType, {
    nullable: true,
    description: 'One published version of a plugin by its id.',
  })
  async pluginVersion(
    @Arg('id', () => ID, { description: 'The version’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<PluginVersion> {
    const versionId = knownId('plugin version', id)
    return found('plugin version', id, await loadersOf(context).pluginVersion.load(versionId))
  }

  @Query(() => PluginVersions, { description: 'Published tariff plugins, the latest first.' })
  pluginVersions(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('pluginId', () => String, {
      nullable: true,
      description: 'The versions of the plugin with this id only.',
    })
    pluginId: string | null,
    @Arg('hash', () => String, { nullable: true, description: 'The version with this hash only.' })
    hash: string | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<PluginVersion>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: PluginVersion,
      orderedBy: 'publishedAt',
      ask: readPageArguments(page),
      narrow: narrowBy({ equal: { pluginId, hash } }),
    })
  }

  @FieldResolver(() => String, { description: 'Who wrote it.' })
  author(@Root() { manifest }: PluginVersion): string {
    return manifest.author
  }

  @FieldResolver(() => String, { description: 'What it does, in its author’s words.' })
  description(@Root() { manifest }: PluginVersion): string {
    return manifest.description
  }

  @FieldResolver(() => Int, { description: 'The version of the plugin contract it speaks.' })
  contract(@Root() { manifest }: PluginVersion): number {
    return manifest.contract
  }

  @FieldResolver(() => PluginPhaseEnum, { description: 'When it runs.' })
  phase(@Root() { manifest }: PluginVersion): Manifest['phase'] {
    return manifest.phase
  }

  @FieldResolver(() => [PluginReadType], { description: 'The facts it is told.' })
  reads(@Root() { manifest }: PluginVersion): PluginReadType[] {
    return showReads(manifest)
  }

  @FieldResolver(() => [PluginSeriesReadType], { description: 'The price series it is told.' })
  series(@Root() { manifest }: PluginVersion): PluginSeriesReadType[] {
    return showSeries(manifest)
  }

  @FieldResolver(() => [PluginEmitType], { description: 'The lines it may add to a bill.' })
  emits(@Root() { manifest }: PluginVersion): PluginEmitType[] {
    return showEmits(manifest)
  }

  @FieldResolver(() => [PluginCutType], { description: 'Where its price changes.' })
  cuts(@Root() { manifest }: PluginVersion): PluginCutType[] {
    return showCuts(manifest)
  }

  @FieldResolver(() => JsonScalar, {
    description: 'JSON Schema (draft 2020-12) of the parameters that a price list sets.',
  })
  paramsSchema(@Root() { manifest }: PluginVersion): Manifest['params'] {
    return manifest.params
  }

  @FieldResolver(() => PluginGateReportType, {
    nullable: true,
    description: 'What the publish gate tried; null for the platform’s own plugins.',
  })
  report(@Root() { report }: PluginVersion): PluginGateReportType | null {
    return showReport(report)
  }

  @FieldResolver(() => PluginSourceType, {
    description: 'Its code and golden tests. Large: ask for a few versions at a time.',
    complexity: sourceComplexity,
  })
  async source(
    @Root() { id }: PluginVersion,
    @Ctx() context: GatewayContext,
  ): Promise<PluginSourceType> {
    return found('plugin version', id, await loadersOf(context).pluginSource.load(id))
  }
}
