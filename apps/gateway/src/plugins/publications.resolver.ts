/** Plugins handed in to be published, and what the publish gate made of them. */

import {
  PluginPublication,
  type PluginUpload,
  type PluginVersion,
  type PublicationState,
  submitPlugin,
} from '@wattline/billing'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import { PluginGateReportType } from './plugin-manifest.type.js'
import { PluginVersionType } from './plugin-version.type.js'
import {
  PluginFaultType,
  PluginPublicationType,
  PublicationStateEnum,
  PublishPluginInput,
  PublishPluginPayload,
  showFault,
} from './publication.type.js'
import { showReport } from './show-manifest.js'

const PluginPublications = connectionOf('PluginPublication', () => PluginPublicationType)

@Resolver(() => PluginPublicationType)
export class PublicationsResolver {
  @Query(() => PluginPublicationType, {
    nullable: true,
    description: 'One publication by its id.',
  })
  pluginPublication(
    @Arg('id', () => ID, { description: 'The publication’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<PluginPublication> {
    return publicationOf(context, id)
  }

  @Query(() => PluginPublications, { description: 'Publications, those handed in last first.' })
  pluginPublications(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('states', () => [PublicationStateEnum], {
      nullable: true,
      description: 'Those in one of these states only.',
    })
    states: readonly PublicationState[] | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<PluginPublication>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: PluginPublication,
      orderedBy: 'submittedAt',
      ask: readPageArguments(page),
      narrow: narrowBy({ among: { state: states } }),
    })
  }

  @FieldResolver(() => [PluginFaultType], {
    description: 'Every reason why it was refused; none otherwise.',
  })
  faults(@Root() { faults }: PluginPublication): PluginFaultType[] {
    return (faults ?? []).map(showFault)
  }

  @FieldResolver(() => PluginGateReportType, {
    nullable: true,
    description: 'What the publish gate tried; null unless it was published.',
  })
  report(@Root() { report }: PluginPublication): PluginGateReportType | null {
    return showReport(report)
  }

  @FieldResolver(() => PluginVersionType, {
    nullable: true,
    description:
      'The version it is; the one there was, where the same content was published before.',
  })
  async pluginVersion(
    @Root() { pluginVersionId: id }: PluginPublication,
    @Ctx() context: GatewayContext,
  ): Promise<PluginVersion | null> {
    if (id === null) return null
    return found('plugin version', id, await loadersOf(context).pluginVersion.load(id))
  }

  @Mutation(() => PublishPluginPayload, {
    description:
      'Hands a plugin in to be published. The publish gate judges it in about a minute: follow ' +
      '`pluginPublicationUpdated`, or ask for `pluginPublication` again.',
  })
  async publishPlugin(
    @Arg('input', () => PublishPluginInput, { description: 'The plugin.' })
    input: PublishPluginInput,
    @Ctx() context: GatewayContext,
  ): Promise<PublishPluginPayload> {
    const { core } = context.services
    const { publicationId } = await submitPlugin(core, authorityOf(context), {
      operatorId: knownIdIfAny('operator', input.operatorId) ?? null,
      upload: uploadOf(input),
      idempotencyKey: input.idempotencyKey,
    })
    return { publication: await publicationOf(context, publicationId) }
  }
}

/** The core checks its form; here it need only be what was sent. */
function uploadOf({ bundle, goldens, sourceMap }: PublishPluginInput): PluginUpload {
  return {
    bundle,
    goldens: goldens as PluginUpload['goldens'],
    ...(typeof sourceMap === 'string' && { sourceMap }),
  }
}

async function publicationOf(context: GatewayContext, id: string): Promise<PluginPublication> {
  const publicationId = knownId('publication', id)
  return found('publication', id, await loadersOf(context).publication.load(publicationId))
}
