/** Coupons: created by the operator, read by its staff with what is left of them. */

import { Coupon, createCoupons } from '@wattline/billing'
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql'

import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { narrowBy } from '../paging/narrow.js'
import { connectionOf, type Page } from '../paging/page.type.js'
import { PageArguments, readPageArguments } from '../paging/page-arguments.js'
import { readPage } from '../paging/read-page.js'
import { found, knownIdIfAny } from '../values/known-id.js'
import { readMoney } from '../values/read-money.js'
import { CouponType, CreateCouponsInput, CreateCouponsPayload, showCoupon } from './coupon.type.js'

const Coupons = connectionOf('Coupon', () => CouponType)

@Resolver()
export class CouponsResolver {
  @Query(() => Coupons, { description: 'Coupons, the latest first.' })
  async coupons(
    @Args(() => PageArguments) page: PageArguments,
    @Arg('campaign', () => String, { nullable: true, description: 'Of this campaign alone.' })
    campaign: string | null,
    @Arg('code', () => String, { nullable: true, description: 'With this code alone.' })
    code: string | null,
    @Ctx() context: GatewayContext,
  ): Promise<Page<CouponType>> {
    const read = await readPage(context.services.core.db, authorityOf(context).scope, {
      entity: Coupon,
      orderedBy: 'createdAt',
      ask: readPageArguments(page),
      narrow: narrowBy({ equal: { campaign, code: code?.trim().toUpperCase() } }),
    })
    return { ...read, edges: read.edges.map(edge => ({ ...edge, node: showCoupon(edge.node) })) }
  }

  @Mutation(() => CreateCouponsPayload, {
    description:
      'Creates coupons. What a coupon gives is up to the plugins of the price list: they read ' +
      'its code, its campaign and what may be taken of its budget.',
  })
  async createCoupons(
    @Arg('input', () => CreateCouponsInput, { description: 'The coupons.' })
    input: CreateCouponsInput,
    @Ctx() context: GatewayContext,
  ): Promise<CreateCouponsPayload> {
    const { core } = context.services
    const { couponIds } = await createCoupons(core, authorityOf(context), {
      ...input,
      operatorId: knownIdIfAny('operator', input.operatorId) ?? null,
      budget: readMoney(input.budget, 'budget') ?? null,
      mostPerUse: readMoney(input.mostPerUse, 'mostPerUse') ?? null,
    })
    const { coupon } = loadersOf(context)
    const coupons = couponIds.map(async id => found('coupon', id, await coupon.load(id)))
    return { coupons: (await Promise.all(coupons)).map(showCoupon) }
  }
}
