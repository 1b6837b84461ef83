/** Shadows and canaries: the whole of each, and its differences one by one. */

import { emptyTally, ShadowResult } from '@wattline/billing'
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { found, knownId } from '../values/known-id.js'
import { MoneyType, showMoney } from '../values/money.type.js'
import { DraftLineType } from './comparison.type.js'
import { ShadowDifferenceType, ShadowReportType } from './shadow.type.js'
import { showComparison, showLines } from './show-comparison.js'

const ShadowDifferences = connectionOf('ShadowDifference', () => ShadowDifferenceType)

const assignmentArgument = { description: 'The assignment: a shadow or a canary.' } as const

@Resolver(() => ShadowDifferenceType)
export class ShadowsResolver {
  @Query(() => ShadowReportType, {
    nullable: true,
    description:
      'What sessions cost, beside what a shadow would have billed, or what would have applied ' +
      'without a canary. Priced after the bills, and never billed.',
  })
  async shadowReport(
    @Arg('assignmentId', () => ID, assignmentArgument) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<ShadowReportType> {
    const assignmentId = knownId('assignment', id)
    const loaders = loadersOf(context)
    found('assignment', id, await loaders.assignment.load(assignmentId))
    const [tally] = await loaders.shadowTalliesOfAssignment.load(assignmentId)
    return {
      assignmentId,
      updatedAt: tally?.updatedAt ?? null,
      result: showComparison(tally?.tally ?? emptyTally),
    }
  }

  @Query(() => ShadowDifferences, {
    description: 'The sessions of a shadow or canary one by one, the latest priced first.',
  })
  async shadowDifferences(
    @Arg('assignmentId', () => ID, assignmentArgument) id: string,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<Page<ShadowResult>> {
    const assignmentId = knownId('assignment', id)
    found('assignment', id, await loadersOf(context).assignment.load(assignmentId))
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: ShadowResult,
      orderedBy: 'pricedAt',
      ask: readPageArguments(page),
      narrow: narrowBy({ equal: { assignmentId } }),
    })
  }

  @FieldResolver(() => MoneyType, { description: 'What was billed, VAT included.' })
  billed(@Root() { billedMinor, billedCurrency }: ShadowResult): MoneyType {
    return showMoney(billedMinor, billedCurrency)
  }

  @FieldResolver(() => MoneyType, {
    nullable: true,
    description: 'What it would have come to, VAT included; null where a plugin gave no price.',
  })
  draft(@Root() { draftMinor, draftCurrency }: ShadowResult): MoneyType | null {
    return draftMinor === null || !draftCurrency ? null : showMoney(draftMinor, draftCurrency)
  }

  @FieldResolver(() => [DraftLineType], {
    description:
      'What that would have been made of; none where it comes to the same. What was billed ' +
      'stands on the invoice.',
  })
  draftLines(@Root() { draftLines, draftCurrency }: ShadowResult): DraftLineType[] {
    return draftCurrency ? showLines(draftLines, draftCurrency) : []
  }
}
