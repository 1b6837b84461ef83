/** Price series: put in pieces by the operator, read by its staff. */

import { PriceSeries, putPriceSeries, readPricePoints } from '@wattline/billing'
import { exponentOf, fromScaled, type Instant } from '@wattline/units'
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { InstantScalar } from '../values/instant.js'
import { found, knownIdIfAny } from '../values/known-id.js'
import {
  PriceSeriesPointType,
  PriceSeriesType,
  PutPriceSeriesInput,
  PutPriceSeriesPayload,
} from './price-series.type.js'

const AllPriceSeries = connectionOf('PriceSeries', () => PriceSeriesType)

/** A month of quarters of an hour. */
const pointsAtMost = 3000
/** Plugins count in minor units × 10 000. */
const amountPlaces = 4

@Resolver(() => PriceSeriesType)
export class PriceSeriesResolver {
  @Query(() => AllPriceSeries, { description: 'Price series, the latest first.' })
  priceSeries(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<Page<PriceSeries>> {
    return readPage(context.services.core.db, authorityOf(context).scope, {
      entity: PriceSeries,
      orderedBy: 'createdAt',
      ask: readPageArguments(page),
    })
  }

  @FieldResolver(() => [PriceSeriesPointType], {
    description: `Its points as they hold now, in order of time: the first ${pointsAtMost} of them.`,
  })
  async points(
    @Root() { id, currency }: PriceSeries,
    @Arg('from', () => InstantScalar, { description: 'Points from then on.' }) from: Instant,
    @Arg('until', () => InstantScalar, { description: 'Points before then.' }) until: Instant,
    @Ctx() context: GatewayContext,
  ): Promise<PriceSeriesPointType[]> {
    const asked = { seriesId: id, from, until, atMost: pointsAtMost }
    const points = await readPricePoints(context.services.core, authorityOf(context).scope, asked)
    const places = exponentOf(currency) + amountPlaces
    return points.map(({ amount, ...point }) => ({
      ...point,
      perKwh: amount === null ? null : fromScaled(amount, places),
    }))
  }

  @Mutation(() => PutPriceSeriesPayload, {
    description:
      'Puts a piece of a price series. A point for an instant that has one already is a new ' +
      'version of it.',
  })
  async putPriceSeries(
    @Arg('input', () => PutPriceSeriesInput, { description: 'The piece.' })
    input: PutPriceSeriesInput,
    @Ctx() context: GatewayContext,
  ): Promise<PutPriceSeriesPayload> {
    const { core } = context.services
    const { seriesId, stored } = await putPriceSeries(core, authorityOf(context), {
      operatorId: knownIdIfAny('operator', input.operatorId) ?? null,
      name: input.name,
      points: input.points.map(({ from, perKwh }) => ({ from, perKwh: perKwh ?? null })),
      idempotencyKey: input.idempotencyKey,
    })
    const row = await loadersOf(context).priceSeries.load(seriesId)
    return { priceSeries: found('price series', seriesId, row), stored }
  }
}
