/** Price series as the API shows them, and how pieces of them are put. */

import type { PriceSeries } from '@wattline/billing'
import type { Decimal, Instant } from '@wattline/units'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

import { DecimalScalar } from '../values/decimal.js'
import { idempotencyKeyField, operatorIdField } from '../values/idempotency-key.js'
import { InstantScalar } from '../values/instant.js'

@ObjectType('PriceSeriesPoint', {
  description: 'What a series is worth from an instant on, until its next point.',
  simpleResolvers: true,
})
export class PriceSeriesPointType {
  @Field(() => InstantScalar, { description: 'From then on.' })
  readonly from!: Instant

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Per kWh, in major units; null where the series says nothing.',
  })
  readonly perKwh!: Decimal | null

  @Field(() => Int, { description: '1, and one more with each correction.' })
  readonly version!: number
}

@ObjectType('PriceSeries', {
  description:
    'A price per kWh over time, such as the day-ahead price, which plugins read by its name. ' +
    'What a bill used is kept in the bill.',
  simpleResolvers: true,
})
export class PriceSeriesType implements PriceSeries {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string

  @Field(() => ID, { description: 'The operator whose series it is.' })
  readonly operatorId!: string

  @Field(() => String, { description: 'The name plugins read it by.' })
  readonly name!: string

  @Field(() => String, { description: 'Its currency, ISO 4217: the operator’s.' })
  readonly currency!: string

  @Field(() => InstantScalar, { description: 'When its first piece was put.' })
  readonly createdAt!: Instant
}

@InputType({ description: 'A point of a price series.' })
export class PricePointInput {
  @Field(() => InstantScalar, { description: 'From then on, a whole second.' })
  readonly from!: Instant

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Per kWh, in major units with at most six decimals (of EUR): `"0.0873"`, below zero too. ' +
      'Null or left out: the series says nothing from then on.',
  })
  readonly perKwh?: Decimal | null
}

@InputType({ description: 'A piece of a price series.' })
export class PutPriceSeriesInput {
  @Field(() => ID, operatorIdField)
  readonly operatorId?: string | null

  @Field(() => String, { description: 'The series’ name; it is made with its first piece.' })
  readonly name!: string

  @Field(() => [PricePointInput], { description: '1 to 10 000 points, in any order.' })
  readonly points!: readonly PricePointInput[]

  @Field(() => String, idempotencyKeyField)
  readonly idempotencyKey!: string
}

@ObjectType({ description: 'What came of putting a piece.', simpleResolvers: true })
export class PutPriceSeriesPayload {
  @Field(() => PriceSeriesType, { description: 'The series.' })
  readonly priceSeries!: PriceSeries

  @Field(() => Int, { description: 'Points that are new, or say something else than before.' })
  readonly stored!: number
}
