/** Notices: listed for the operator's staff, and sent where the operator says. */

import { Notice, type NoticeKind, refuseInput, setOperatorNotices } from '@wattline/billing'
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { onceForKey } from '../engine/once-for-key.js'
import { noticeFaults } from '../operators/notice-faults.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { found } from '../values/known-id.js'
import {
  NoticeKindEnum,
  NoticeType,
  SetOperatorNoticesInput,
  SetOperatorNoticesPayload,
} from './notice.type.js'

const Notices = connectionOf('Notice', () => NoticeType)

@Resolver()
export class NoticesResolver {
  @Query(() => Notices, { description: 'Notices, the latest first.' })
  notices(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('kind', () => NoticeKindEnum, { nullable: true, description: 'Of this kind alone.' })
    kind: NoticeKind | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<Notice>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: Notice,
      orderedBy: 'createdAt',
      ask: readPageArguments(page),
      narrow: narrowBy({ equal: { kind } }),
    })
  }

  @Mutation(() => SetOperatorNoticesPayload, {
    description:
      'Sets where the operator is told of plugins that fail or are suspended. Without an address ' +
      'its notices are kept, to be read by `notices`.',
  })
  async setOperatorNotices(
    @Arg('input', () => SetOperatorNoticesInput, { description: 'The address.' })
    input: SetOperatorNoticesInput,
    @Ctx() context: GatewayContext,
  ): Promise<SetOperatorNoticesPayload> {
    const { core, allowLocalNotices: allowLocal } = context.services
    const noticeUrl = input.noticeUrl || null
    const noticeSecret = input.noticeSecret || null
    const faults = noticeFaults({ noticeUrl, noticeSecret }, { allowLocal })
    if (faults.length > 0) refuseInput(faults)
    const ask = { name: 'setOperatorNotices', authority: authorityOf(context), input }
    const id = await onceForKey(core, ask, async (tx, operatorId) => {
      await setOperatorNotices(tx, { operatorId, noticeUrl, noticeSecret })
      return operatorId
    })
    const operator = found('operator', id, await loadersOf(context).operator.load(id))
    return { operatorId: id, noticeUrl: operator.noticeUrl }
  }
}
