/** Back-tests: listed, and read with what they came to so far. */

import { Backtest, countDrivers, locationsMoved, type PriceList } from '@wattline/billing'
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { PriceListType } from '../price-lists/price-list.type.js'
import { found, knownId } from '../values/known-id.js'
import { showMoney } from '../values/money.type.js'
import { BacktestType, DriverShareType, LocationComparisonType } from './backtest.type.js'
import { PriceComparisonType } from './comparison.type.js'
import { showComparison } from './show-comparison.js'

const Backtests = connectionOf('Backtest', () => BacktestType)

/** Locations shown, those whose revenue would have moved most. */
const locationsShown = 20

@Resolver(() => BacktestType)
export class BacktestsResolver {
  @Query(() => BacktestType, { nullable: true, description: 'One back-test.' })
  async backtest(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<Backtest> {
    const known = knownId('back-test', id)
    return found('back-test', id, await loadersOf(context).backtest.load(known))
  }

  @Query(() => Backtests, { description: 'Back-tests, the latest first.' })
  backtests(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<Page<Backtest>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: Backtest,
      orderedBy: 'createdAt',
      ask: readPageArguments(page),
    })
  }

  @FieldResolver(() => PriceListType, { description: 'The draft.' })
  async priceList(@Root() backtest: Backtest, @Ctx() context: GatewayContext): Promise<PriceList> {
    const { priceListId: id } = backtest
    return found('price list', id, await loadersOf(context).priceList.load(id))
  }

  @FieldResolver(() => Int, { description: 'How many sessions it has seen so far.' })
  sessionsDone(@Root() { tally }: Backtest): number {
    return tally.sessions
  }

  @FieldResolver(() => PriceComparisonType, {
    description: 'What it came to: so far, until it is done.',
  })
  result(@Root() { tally }: Backtest): PriceComparisonType {
    return showComparison(tally)
  }

  @FieldResolver(() => [DriverShareType], {
    description: 'How many drivers would have paid less, the same and more, by currency.',
  })
  drivers(@Root() { id }: Backtest, @Ctx() context: GatewayContext): Promise<DriverShareType[]> {
    return countDrivers(context.services.core.db, authorityOf(context).scope, id)
  }

  @FieldResolver(() => [LocationComparisonType], {
    description: `The ${locationsShown} locations whose revenue would have moved most.`,
  })
  async locations(
    @Root() { id: backtestId }: Backtest,
    @Ctx() context: GatewayContext,
  ): Promise<LocationComparisonType[]> {
    const { core } = context.services
    const asked = { backtestId, atMost: locationsShown }
    const shares = await locationsMoved(core.db, authorityOf(context).scope, asked)
    return shares.map(({ subjectId, currency, sessions, billedMinor, draftMinor }) => ({
      locationId: subjectId,
      sessions,
      billed: showMoney(billedMinor, currency),
      draft: showMoney(draftMinor, currency),
    }))
  }
}
