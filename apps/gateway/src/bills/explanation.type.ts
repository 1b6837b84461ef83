/** Why a line stands on a bill, in a sentence and in figures. */

import type { Decimal } from '@wattline/units'
import { Field, Int, ObjectType } from 'type-graphql'

import { DecimalScalar } from '../values/decimal.js'
import { InstantScalar } from '../values/instant.js'

@ObjectType('ExplainedPeriod', {
  description: 'One stretch of the session that went into a line.',
  simpleResolvers: true,
})
export class ExplainedPeriodType {
  @Field(() => InstantScalar, { description: 'Where it begins.' })
  readonly from!: string

  @Field(() => InstantScalar, { description: 'Where it ends.' })
  readonly to!: string

  @Field(() => DecimalScalar, { description: 'What it added, in the line’s unit.' })
  readonly quantity!: string | Decimal
}

@ObjectType('StepRounding', {
  description: 'What rounding up to whole steps added (OCPI step_size).',
  simpleResolvers: true,
})
export class StepRoundingType {
  @Field(() => String, { description: 'The step, such as `500 Wh`.' })
  readonly sizeBy!: string

  @Field(() => String, { description: 'What it added, such as `0.2 kWh`.' })
  readonly added!: string
}

@ObjectType('Explanation', {
  description: 'Why a line stands on the bill, and why it is as high as it is.',
  simpleResolvers: true,
})
export class ExplanationType {
  @Field(() => String, { description: 'In English, as for a receipt.' })
  readonly sentence!: string

  @Field(() => String, { nullable: true, description: 'OCPI id of the tariff.' })
  readonly tariffId?: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Place of the tariff’s element that applied, from 0.',
  })
  readonly elementIndex?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Place of the price component in that element, from 0.',
  })
  readonly componentIndex?: number | null

  @Field(() => InstantScalar, { nullable: true, description: 'From when the quantity was used.' })
  readonly from?: string | null

  @Field(() => InstantScalar, { nullable: true, description: 'Until when.' })
  readonly to?: string | null

  @Field(() => [String], {
    description: 'Why each earlier element with a price for this did not apply.',
  })
  readonly why!: readonly string[]

  @Field(() => StepRoundingType, {
    nullable: true,
    description: 'Rounding up to whole steps, where there was any.',
  })
  readonly step?: StepRoundingType | null

  @Field(() => [ExplainedPeriodType], {
    description: 'The stretches of the session that went into the line.',
  })
  readonly periods!: readonly ExplainedPeriodType[]
}
