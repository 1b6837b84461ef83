/** Quotes as the API shows and takes them. */

import type { Quote, TokenType } from '@wattline/billing'
import type { Decimal, Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { TokenTypeEnum } from '../facts/token-type.js'
import { DecimalScalar } from '../values/decimal.js'
import { idempotencyKeyField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'

@ObjectType('Quote', {
  description:
    'A promise of price, signed: the price list is frozen, and a session started under the quote ' +
    'is billed by it, whatever is published in between. The bill is what the expected session ' +
    'would come to; what is really used decides, but never more than `cap`.',
  simpleResolvers: true,
})
export class QuoteType
  implements Pick<Quote, 'id' | 'startAt' | 'createdAt' | 'expiresAt' | 'tokenType' | 'couponCode'>
{
  @Field(() => ID, { description: 'Its id: what `startSession` names.' })
  readonly id!: string

  @Field(() => InstantScalar, {
    description: 'When the session, or its reservation, is expected to start.',
  })
  readonly startAt!: Instant

  @Field(() => TokenTypeEnum, {
    nullable: true,
    description: 'How the driver will be authorised, as far as it was said.',
  })
  readonly tokenType!: TokenType | null

  @Field(() => String, {
    nullable: true,
    description: 'The coupon it counts on; a session started under it takes it.',
  })
  readonly couponCode!: string | null

  @Field(() => InstantScalar, { description: 'When the quote was made.' })
  readonly createdAt!: Instant

  @Field(() => InstantScalar, {
    description:
      'Until when a session can be started under it: a quarter of an hour after `startAt`, or ' +
      'after the quote was made if that is later; one that was reserved by then, ' +
      '`reservedMinutes` later. It can from a quarter of an hour before `startAt`.',
  })
  readonly expiresAt!: Instant
}

@InputType({ description: 'The session to be priced.' })
export class QuoteInput {
  @Field(() => ID, { description: 'Where to charge.' })
  readonly connectorId!: string

  @Field(() => ID, { nullable: true, description: 'Who will charge.' })
  readonly driverId?: string | null

  @Field(() => TokenTypeEnum, {
    nullable: true,
    description: 'How the driver will be authorised; plugins may read it.',
  })
  readonly tokenType?: TokenType | null

  @Field(() => String, {
    nullable: true,
    description:
      'A coupon to count on. Only a session that starts takes it: someone else may be faster.',
  })
  readonly couponCode?: string | null

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether the partner who holds the key will owe the bill.',
  })
  readonly partnerPays?: boolean | null

  @Field(() => InstantScalar, {
    description:
      'When it, or its reservation, is expected to start: now, or within the next seven days.',
  })
  readonly startAt!: Instant

  @Field(() => Int, {
    description: 'How long it is expected to take in minutes, reservation and parking included.',
  })
  readonly minutes!: number

  @Field(() => Int, {
    nullable: true,
    description:
      'Of the minutes, how many at the beginning the connector is only kept for the driver: at ' +
      'most a day’s.',
  })
  readonly reservedMinutes?: number | null

  @Field(() => DecimalScalar, { description: 'How much energy is expected, to the Wh: `"21.5"`.' })
  readonly energyKwh!: Decimal

  @Field(() => Int, {
    nullable: true,
    description: 'Of the minutes, how many the vehicle stays without charging at the end.',
  })
  readonly parkedMinutes?: number | null

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of asking for a quote.', simpleResolvers: true })
export class QuotePayload {
  @Field(() => QuoteType, { description: 'The quote.' })
  readonly quote!: Quote
}
