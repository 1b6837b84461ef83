/** Coupons as the API shows them, and how they are created. */

import type { Coupon } from '@wattline/billing'
import type { Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'
import { MoneyInput, MoneyType, showMoney } from '../values/money.type.js'

type Shown = Pick<
  Coupon,
  'id' | 'operatorId' | 'code' | 'campaign' | 'uses' | 'usesMax' | 'usesPerDriverMax' | 'createdAt'
>

@ObjectType('Coupon', {
  description:
    'A code that drivers give for a session, with its limits. A use is held from when the ' +
    'session starts; its bill settles it to what the plugins’ lines took.',
  simpleResolvers: true,
})
export class CouponType implements Shown {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator whose coupon it is.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'What the driver gives; case says nothing.' })
  readonly code!: string

  @Field(() => String, { description: 'The campaign it belongs to.' })
  readonly campaign!: string

  @Field(() => Int, { description: 'Uses that are held or billed.' })
  readonly uses!: number

  @Field(() => Int, { nullable: true, description: 'How many there may be; null: any number.' })
  readonly usesMax!: number | null

  @Field(() => Int, { nullable: true, description: 'How many are left; null: any number.' })
  readonly usesLeft!: number | null

  @Field(() => Int, { nullable: true, description: 'How often one driver may use it.' })
  readonly usesPerDriverMax!: number | null

  @Field(() => MoneyType, { nullable: true, description: 'What all uses may take together.' })
  readonly budget!: MoneyType | null

  @Field(() => MoneyType, { nullable: true, description: 'What one use may take of the budget.' })
  readonly mostPerUse!: MoneyType | null

  @Field(() => MoneyType, { description: 'Reserved for sessions that are not billed yet.' })
  readonly held!: MoneyType

  @Field(() => MoneyType, {
    description: 'Taken on bills, on the side of VAT that the tariffs state.',
  })
  readonly used!: MoneyType

  @Field(() => MoneyType, { nullable: true, description: 'What is left of the budget.' })
  readonly left!: MoneyType | null

  @Field(() => InstantScalar, { description: 'For sessions that begin from then on.' })
  readonly validFrom!: Instant

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'And before then; null where that is open.',
  })
  readonly validUntil!: Instant | null

  @Field(() => InstantScalar, { description: 'When it was created.' })
  readonly createdAt!: Instant
}

@InputType({ description: 'Coupons to create: each code has limits of its own, all the same.' })
export class CreateCouponsInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, { description: 'The campaign they belong to, which plugins may read.' })
  readonly campaign!: string

  @Field(() => [String], {
    description: '1 to 1000 codes of at most 40 letters, digits and hyphens.',
  })
  readonly codes!: readonly string[]

  @Field(() => Int, { nullable: true, description: 'How many sessions may use each code.' })
  readonly usesMax?: number | null

  @Field(() => Int, { nullable: true, description: 'How often one driver may use a code.' })
  readonly usesPerDriverMax?: number | null

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'What all uses of a code may take together; goes with `mostPerUse`.',
  })
  readonly budget?: MoneyInput | null

  @Field(() => MoneyInput, { nullable: true, description: 'What one use may take of the budget.' })
  readonly mostPerUse?: MoneyInput | null

  @Field(() => InstantScalar, { description: 'For sessions that begin from then on.' })
  readonly validFrom!: Instant

  @Field(() => InstantScalar, { nullable: true, description: 'And before then.' })
  readonly validUntil?: Instant | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of creating coupons.', simpleResolvers: true })
export class CreateCouponsPayload {
  @Field(() => [CouponType], { description: 'The coupons, in the order of their codes.' })
  readonly coupons!: readonly CouponType[]
}

export function showCoupon(coupon: Coupon): CouponType {
  const { currency, uses, usesMax, budgetMinor, mostPerUseMinor, heldMinor, usedMinor } = coupon
  const show = (minor: bigint | null) => (minor === null ? null : showMoney(minor, currency))
  return {
    ...coupon,
    usesLeft: usesMax === null ? null : usesMax - uses,
    budget: show(budgetMinor),
    mostPerUse: show(mostPerUseMinor),
    held: showMoney(heldMinor, currency),
    used: showMoney(usedMinor, currency),
    left: show(budgetMinor === null ? null : budgetMinor - heldMinor - usedMinor),
  }
}
