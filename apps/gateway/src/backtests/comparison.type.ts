/** How prices would have moved, as the API shows it: for back-tests and for shadows alike. */

import type { Decimal } from '@wattline/units'
import { Field, ID, Int, ObjectType } from 'type-graphql'

import { LineComponentEnum, LinePluginType, TaxSideEnum, UnitEnum } from '../bills/line.type.js'
import { DecimalScalar } from '../values/decimal.js'
import { MoneyType } from '../values/money.type.js'
import { namedEnum } from '../values/named-enum.js'

export type Direction = 'less' | 'same' | 'more'

export const DirectionEnum = namedEnum<Direction>('PriceDirection', 'Which way a price moved.', {
  less: 'It would have cost less than was billed.',
  same: 'Exactly what was billed.',
  more: 'It would have cost more than was billed.',
})

@ObjectType('ComparedSums', {
  description: 'What sessions come to in one currency: net + vat = gross.',
  simpleResolvers: true,
})
export class ComparedSumsType {
  @Field(() => Int, { description: 'How many sessions.' })
  readonly sessions!: number

  @Field(() => MoneyType, { description: 'Before VAT.' })
  readonly net!: MoneyType

  @Field(() => MoneyType, { description: 'The VAT.' })
  readonly vat!: MoneyType

  @Field(() => MoneyType, { description: 'With VAT.' })
  readonly gross!: MoneyType
}

@ObjectType('ShareBar', {
  description: 'Sessions whose price moved by a share of what was billed.',
  simpleResolvers: true,
})
export class ShareBarType {
  @Field(() => DirectionEnum, { description: 'Which way.' })
  readonly direction!: Direction

  @Field(() => Int, { description: 'By this share or more, in basis points: 100 are 1 %.' })
  readonly fromBp!: number

  @Field(() => Int, { nullable: true, description: 'By less than this; null without a bound.' })
  readonly untilBp!: number | null

  @Field(() => Int, { description: 'How many sessions.' })
  readonly sessions!: number
}

@ObjectType('AmountBar', {
  description: 'Sessions whose price moved by an amount, VAT included.',
  simpleResolvers: true,
})
export class AmountBarType {
  @Field(() => DirectionEnum, { description: 'Which way.' })
  readonly direction!: Direction

  @Field(() => MoneyType, { description: 'By this much or more.' })
  readonly from!: MoneyType

  @Field(() => MoneyType, { nullable: true, description: 'By less than this; null without bound.' })
  readonly until!: MoneyType | null

  @Field(() => Int, { description: 'How many sessions.' })
  readonly sessions!: number
}

@ObjectType('HourComparison', {
  description: 'Sessions that started in one hour of the day, by the site’s clock.',
  simpleResolvers: true,
})
export class HourComparisonType {
  @Field(() => Int, { description: 'From 0 to 23.' })
  readonly hour!: number

  @Field(() => Int, { description: 'How many sessions.' })
  readonly sessions!: number

  @Field(() => MoneyType, { description: 'What was billed, VAT included.' })
  readonly billed!: MoneyType

  @Field(() => MoneyType, { description: 'What it would have come to, VAT included.' })
  readonly draft!: MoneyType
}

@ObjectType('DraftLine', {
  description: 'A line of a bill that was never sent.',
  simpleResolvers: true,
})
export class DraftLineType {
  @Field(() => Int, { description: 'Its place on the bill, from 1.' })
  readonly position!: number

  @Field(() => LineComponentEnum, { description: 'What it charges for.' })
  readonly component!: string

  @Field(() => String, { description: 'Its name, or a key of one to be translated.' })
  readonly label!: string

  @Field(() => DecimalScalar, { description: 'How much, in `unit`.' })
  readonly quantity!: string | Decimal

  @Field(() => UnitEnum, { description: 'What the quantity counts.' })
  readonly unit!: 'kWh' | 'h' | 'session'

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Price of one unit in major units; null for a whole amount.',
  })
  readonly unitPrice!: string | Decimal | null

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Rate of VAT in percent; null where none is known.',
  })
  readonly vatPercent!: string | Decimal | null

  @Field(() => TaxSideEnum, { description: 'Whether `amount` is before VAT or with it.' })
  readonly taxSide!: 'net' | 'gross'

  @Field(() => MoneyType, { description: 'The amount; below zero for a discount.' })
  readonly amount!: MoneyType

  @Field(() => LinePluginType, {
    nullable: true,
    description: 'The plugin that proposed the line; null where the tariff itself did.',
  })
  readonly plugin!: LinePluginType | null
}

@ObjectType('PriceCase', {
  description: 'One session whose price would have moved far.',
  simpleResolvers: true,
})
export class PriceCaseType {
  @Field(() => ID, { description: 'The session’s id.' })
  readonly sessionId!: string

  @Field(() => ID, { description: 'The id of the invoice it was billed on.' })
  readonly invoiceId!: string

  @Field(() => MoneyType, { description: 'What was billed, VAT included.' })
  readonly billed!: MoneyType

  @Field(() => MoneyType, { description: 'What it would have come to, VAT included.' })
  readonly draft!: MoneyType

  @Field(() => [DraftLineType], {
    description: 'What that would have been made of; what was billed stands on the invoice.',
  })
  readonly draftLines!: readonly DraftLineType[]
}

@ObjectType('CurrencyComparison', {
  description: 'All that was billed, or would have been, in one currency.',
  simpleResolvers: true,
})
export class CurrencyComparisonType {
  @Field(() => String, { description: 'ISO 4217 code, such as `EUR`.' })
  readonly currency!: string

  @Field(() => ComparedSumsType, { description: 'What was billed, of sessions that have a price.' })
  readonly billed!: ComparedSumsType

  @Field(() => ComparedSumsType, { description: 'What they would have come to.' })
  readonly draft!: ComparedSumsType

  @Field(() => Int, { description: 'Sessions that would have cost less.' })
  readonly less!: number

  @Field(() => Int, { description: 'Sessions that would have cost exactly the same.' })
  readonly same!: number

  @Field(() => Int, { description: 'Sessions that would have cost more.' })
  readonly more!: number

  @Field(() => [ShareBarType], { description: 'By share of what was billed, most less first.' })
  readonly byShare!: readonly ShareBarType[]

  @Field(() => [AmountBarType], { description: 'By amount, most less first.' })
  readonly byAmount!: readonly AmountBarType[]

  @Field(() => [HourComparisonType], { description: 'By the hour in which sessions started.' })
  readonly byHour!: readonly HourComparisonType[]

  @Field(() => [PriceCaseType], { description: 'The ten that would have gained most.' })
  readonly mostLess!: readonly PriceCaseType[]

  @Field(() => [PriceCaseType], { description: 'The ten that would have lost most.' })
  readonly mostMore!: readonly PriceCaseType[]
}

@ObjectType('PluginFailures', {
  description: 'Sessions in which one plugin failed for one cause.',
  simpleResolvers: true,
})
export class PluginFailuresType {
  @Field(() => String, { description: 'The plugin’s id.' })
  readonly plugin!: string

  @Field(() => String, { description: 'Its version.' })
  readonly version!: string

  @Field(() => String, {
    description: 'The cause: threw, timeout, memory, bad-output, load or cell-lost.',
  })
  readonly cause!: string

  @Field(() => String, { description: 'What the first of them said.' })
  readonly message!: string

  @Field(() => Int, { description: 'How many sessions.' })
  readonly sessions!: number

  @Field(() => Int, { description: 'Of those, how many were left without a price.' })
  readonly unpriced!: number

  @Field(() => ID, { description: 'The first of the sessions.' })
  readonly sessionId!: string
}

@ObjectType('WarningCount', {
  description: 'Sessions whose bill would have carried one warning.',
  simpleResolvers: true,
})
export class WarningCountType {
  @Field(() => String, { description: 'The warning.' })
  readonly text!: string

  @Field(() => Int, { description: 'How many sessions.' })
  readonly sessions!: number
}

@ObjectType('PriceComparison', {
  description: 'What was billed beside what another price list makes of the same sessions.',
  simpleResolvers: true,
})
export class PriceComparisonType {
  @Field(() => Int, { description: 'Sessions looked at.' })
  readonly sessions!: number

  @Field(() => Int, { description: 'Of those, how many the draft gives a price.' })
  readonly priced!: number

  @Field(() => Int, {
    description: 'Priced in another currency than they were billed in: counted, not compared.',
  })
  readonly otherCurrency!: number

  @Field(() => Int, { description: 'Sessions that the draft’s cap would have lowered.' })
  readonly capped!: number

  @Field(() => [CurrencyComparisonType], { description: 'By currency.' })
  readonly currencies!: readonly CurrencyComparisonType[]

  @Field(() => [PluginFailuresType], { description: 'Plugins that failed, by cause.' })
  readonly failures!: readonly PluginFailuresType[]

  @Field(() => [WarningCountType], { description: 'What the bills would have warned of.' })
  readonly warnings!: readonly WarningCountType[]
}
