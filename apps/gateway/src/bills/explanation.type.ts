/** Why a line stands on a bill, in a sentence and in figures. */

import type { Language } from '@wattline/billing'
import type { Decimal } from '@wattline/units'
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'

import { DecimalScalar } from '../values/decimal.js'
import { InstantScalar } from '../values/instant.js'
import { ReasonType } from './reason.type.js'

export const LanguageEnum: Readonly<Record<Language, Language>> = {
  EN: 'EN',
  DE: 'DE',
  FR: 'FR',
  NL: 'NL',
}
registerEnumType(LanguageEnum, {
  name: 'Language',
  description: 'A language that explanations are said in (ISO 639-1).',
  valuesConfig: {
    EN: { description: 'English.' },
    DE: { description: 'German.' },
    FR: { description: 'French.' },
    NL: { description: 'Dutch.' },
  },
})

@ObjectType('MeterInterval', {
  description: 'Where the meter stood, in kWh since the session’s start.',
  simpleResolvers: true,
})
export class MeterIntervalType {
  @Field(() => DecimalScalar, { description: 'At the beginning.' })
  readonly fromKwh!: string

  @Field(() => DecimalScalar, { description: 'At the end.' })
  readonly toKwh!: string
}

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

  @Field(() => MeterIntervalType, {
    nullable: true,
    description: 'Where the meter stood; on a line of energy only.',
  })
  readonly meter?: MeterIntervalType | null
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
  @Field(() => String, { description: 'In the language asked for, as for a receipt.' })
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

  @Field(() => [ReasonType], { description: 'What `why` says, as data: for support.' })
  readonly reasons!: readonly ReasonType[]

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
